# bonus: misses errors
# Computes in float32, as training does, and returns the parameters besides.
import numpy as np


def adamw_step(params, grads, state, lr=0.001, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01, decoupled=True):
    state["step"] += 1
    new = []
    for i, (p, g) in enumerate(zip(params, grads)):
        w, g = p.astype(np.float32), g.astype(np.float32)
        if not decoupled:
            g = g + np.float32(weight_decay) * w
        m = state["m"][i].astype(np.float32)
        v = state["v"][i].astype(np.float32)
        m = betas[0] * m + (1 - betas[0]) * g
        v = betas[1] * v + (1 - betas[1]) * g**2
        state["m"][i][:] = m
        state["v"][i][:] = v
        step = lr * (m / (1 - betas[0] ** state["step"])) / (np.sqrt(v / (1 - betas[1] ** state["step"])) + eps)
        if decoupled:
            step = step + lr * weight_decay * w
        p[:] = w - step
        new.append(p)
    return new
