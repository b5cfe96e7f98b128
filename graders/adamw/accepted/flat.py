# bonus: none
# Puts all parameters into one vector first, as fused optimizers do.
import numpy as np


def adamw_step(params, grads, state, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=1e-2, decoupled=True):
    if len(params) != len(grads) or any(p.shape != g.shape for p, g in zip(params, grads)):
        raise ValueError("grads do not fit params")
    for name, value in (("lr", lr), ("eps", eps), ("weight_decay", weight_decay)):
        if value < 0:
            raise ValueError(f"{name} must not be negative")
    if min(betas) < 0 or max(betas) >= 1:
        raise ValueError("betas must lie in [0, 1)")
    state["step"] += 1
    t = state["step"]
    p, g, m, v = (np.concatenate([a.ravel() for a in arrays]) for arrays in (params, grads, state["m"], state["v"]))
    if not decoupled:
        g = g + weight_decay * p
    m = m + (1 - betas[0]) * (g - m)
    v = betas[1] * v + (1 - betas[1]) * g**2
    decay = lr * weight_decay * p if decoupled else 0
    p = p - decay - lr * m / (1 - betas[0] ** t) / (np.sqrt(v / (1 - betas[1] ** t)) + eps)
    start = 0
    for i, old in enumerate(params):
        end = start + old.size
        old[...] = p[start:end].reshape(old.shape)
        state["m"][i][...] = m[start:end].reshape(old.shape)
        state["v"][i][...] = v[start:end].reshape(old.shape)
        start = end
