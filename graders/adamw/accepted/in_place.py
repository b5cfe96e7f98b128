# bonus: misses errors
# Everything in place with m_hat and v_hat, decay before the step.
import numpy as np


def adamw_step(params, grads, state, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01, decoupled=True):
    state["step"] += 1
    t = state["step"]
    b1, b2 = betas
    for p, g, m, v in zip(params, grads, state["m"], state["v"]):
        if decoupled:
            p -= lr * weight_decay * p
        else:
            g = g + weight_decay * p
        m *= b1
        m += (1 - b1) * g
        v *= b2
        v += (1 - b2) * g * g
        m_hat = m / (1 - b1**t)
        v_hat = v / (1 - b2**t)
        p -= lr * m_hat / (np.sqrt(v_hat) + eps)
