# bonus: misses errors
# New lists for m and v; step size and eps take the corrections.
import numpy as np


def adamw_step(params, grads, state, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01, decoupled=True):
    beta1, beta2 = betas
    t = state["step"] + 1
    if not decoupled:
        grads = [g + weight_decay * p for g, p in zip(grads, params)]
    m = [beta1 * mi + (1 - beta1) * g for mi, g in zip(state["m"], grads)]
    v = [beta2 * vi + (1 - beta2) * g**2 for vi, g in zip(state["v"], grads)]
    lr_t = lr * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    eps_t = eps * np.sqrt(1 - beta2**t)
    for i, p in enumerate(params):
        step = lr_t * m[i] / (np.sqrt(v[i]) + eps_t)
        if decoupled:
            step = step + lr * weight_decay * p
        p[...] = p - step
    state.update(step=t, m=m, v=v)
