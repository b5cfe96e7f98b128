"""One step of AdamW and of Adam: the reference solution."""

import numpy as np


def adamw_step(
    params: list[np.ndarray],
    grads: list[np.ndarray],
    state: dict,
    lr: float = 1e-3,
    betas: tuple[float, float] = (0.9, 0.999),
    eps: float = 1e-8,
    weight_decay: float = 0.01,
    decoupled: bool = True,
) -> None:
    """Make one step of AdamW, or of Adam, which changes `params` and `state` in place.

    Args:
        params: float64 arrays of any shapes, one axis or more each; changed by the step.
        grads: the gradient of each, in the same shape; not changed.
        state: `{"step": 0, "m": [zeros, …], "v": [zeros, …]}` before the first step: the number of steps made so far,
            and the running means of the gradients and of their squares, an array for each parameter. Changed.
        lr: the learning rate.
        betas: the decay rates of `m` and of `v`.
        eps: added to the root in the denominator.
        weight_decay: its strength.
        decoupled: True for AdamW, where the weight decay acts on the parameters themselves; False for Adam, where
            `weight_decay` times the parameter is added to the gradient.

    Raises:
        ValueError: unequal lengths or shapes, or a number out of its range. The message names the argument.

    Example:
        >>> params = [np.array([1.0, -2.0])]
        >>> state = {"step": 0, "m": [np.zeros(2)], "v": [np.zeros(2)]}
        >>> adamw_step(params, [np.array([0.5, -0.25])], state, lr=0.1, weight_decay=0.1)
        >>> params
        [array([ 0.89, -1.88])]
    """
    _check(params, grads, lr, betas, eps, weight_decay)
    beta1, beta2 = betas
    state["step"] += 1
    correction1 = 1 - beta1 ** state["step"]
    correction2 = 1 - beta2 ** state["step"]
    for p, g, m, v in zip(params, grads, state["m"], state["v"], strict=True):
        if decoupled:
            p *= 1 - lr * weight_decay
        else:
            g = g + weight_decay * p
        m += (1 - beta1) * (g - m)
        v += (1 - beta2) * (g * g - v)
        p -= lr * (m / correction1) / (np.sqrt(v / correction2) + eps)


def _check(params, grads, lr, betas, eps, weight_decay) -> None:
    if [np.shape(g) for g in grads] != [np.shape(p) for p in params]:
        raise ValueError("grads: expected an array for each parameter, in its shape")
    if not all(0 <= beta < 1 for beta in betas):
        raise ValueError(f"betas: expected numbers from 0 to below 1, got {betas}")
    for name, value in {"lr": lr, "eps": eps, "weight_decay": weight_decay}.items():
        if not value >= 0:
            raise ValueError(f"{name}: expected 0 or more, got {value}")
