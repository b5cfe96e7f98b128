"""AdamW.

The statement is in README.md; `nox -s grade -- adamw` grades this file.
"""

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
    raise NotImplementedError
