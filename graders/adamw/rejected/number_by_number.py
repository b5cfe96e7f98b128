# verdict: too slow
# A Python loop over the elements.
import math


def adamw_step(params, grads, state, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=1e-2, decoupled=True):
    state["step"] += 1
    c1, c2 = 1 - betas[0] ** state["step"], 1 - betas[1] ** state["step"]
    for p, g, m, v in zip(params, grads, state["m"], state["v"]):
        p, m, v, g = p.reshape(-1), m.reshape(-1), v.reshape(-1), g.reshape(-1)
        for i in range(p.size):
            slope = g[i] if decoupled else g[i] + weight_decay * p[i]
            m[i] = betas[0] * m[i] + (1 - betas[0]) * slope
            v[i] = betas[1] * v[i] + (1 - betas[1]) * slope**2
            decay = lr * weight_decay * p[i] if decoupled else 0.0
            p[i] -= decay + lr * m[i] / c1 / (math.sqrt(v[i] / c2) + eps)
