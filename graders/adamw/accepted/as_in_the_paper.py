# bonus: misses errors
# With the names of the paper, and new arrays put into the lists.
import numpy as np


def adamw_step(params, grads, state, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=1e-2, decoupled=True):
    b1, b2 = betas
    state["step"] += 1
    t = state["step"]
    for i in range(len(params)):
        theta, g = params[i], grads[i]
        if weight_decay != 0 and not decoupled:
            g = g + weight_decay * theta
        state["m"][i] = b1 * state["m"][i] + (1 - b1) * g
        state["v"][i] = b2 * state["v"][i] + (1 - b2) * np.square(g)
        m_hat = state["m"][i] / (1 - b1**t)
        v_hat = state["v"][i] / (1 - b2**t)
        update = m_hat / (np.sqrt(v_hat) + eps)
        if decoupled:
            update = update + weight_decay * theta
        params[i] = theta - lr * update
