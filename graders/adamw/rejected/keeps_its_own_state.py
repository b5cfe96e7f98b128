# verdict: wrong answer
# Keeps means and steps in the module and not in `state`: a second model gets those of the first.
import numpy as np

kept = {}


def adamw_step(params, grads, state, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, weight_decay=1e-2, decoupled=True):
    own = kept.setdefault("state", {"step": 0, "m": state["m"], "v": state["v"]})
    own["step"] += 1
    for i, (p, g) in enumerate(zip(params, grads)):
        g = g if decoupled else g + weight_decay * p
        own["m"][i] = betas[0] * own["m"][i] + (1 - betas[0]) * g
        own["v"][i] = betas[1] * own["v"][i] + (1 - betas[1]) * g * g
        m, v = own["m"][i] / (1 - betas[0] ** own["step"]), own["v"][i] / (1 - betas[1] ** own["step"])
        p -= lr * (m / (np.sqrt(v) + eps) + (weight_decay * p if decoupled else 0))
