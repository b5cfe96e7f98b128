"""A linear support vector machine: the reference solution."""

import numpy as np


def loss_and_subgradient(
    w: np.ndarray, b: float, x: np.ndarray, y: np.ndarray, l2: float
) -> tuple[float, np.ndarray, float]:
    """Return the loss of a linear support vector machine, and a subgradient by w and b. The arguments are not changed.

    The loss is l2 / 2 times the sum of w², plus the mean of the hinge losses max(0, 1 − y (x @ w + b)).

    Args:
        w: (D,), the weights.
        b: the intercept, which is not penalized.
        x: (N, D), the examples; N and D are at least 1.
        y: (N,), the labels, −1 or 1.
        l2: the strength of the penalty, 0 or more.

    Returns:
        loss: a number.
        dw, db: (D,) and a number.

    Raises:
        ValueError: x is not (N, D), or is empty; w is not (D,); y is not (N,), or not of −1 and 1; l2 is negative. The
            message names the argument.

    Example:
        >>> x, y = np.array([[2.0], [0.5], [0.25], [1.5]]), np.array([1, 1, 1, -1])
        >>> loss_and_subgradient(np.array([1.0]), 0.0, x, y, l2=0.5)
        (1.1875, array([0.6875]), -0.25)
    """
    _check(x, y)
    if w.shape != x.shape[1:]:
        raise ValueError(f"w: expected ({x.shape[1]},), got {w.shape}")
    if l2 < 0:
        raise ValueError(f"l2: expected 0 or more, got {l2}")
    slack = 1 - y * (x @ w + b)
    pull = np.where(slack > 0, -y, 0) / len(y)  # the derivative of each hinge loss by its score
    loss = l2 / 2 * np.sum(w * w) + np.maximum(slack, 0).mean()
    return float(loss), l2 * w + x.T @ pull, float(pull.sum())


def pegasos(x: np.ndarray, y: np.ndarray, l2: float, order: np.ndarray) -> tuple[np.ndarray, float]:
    """Fit a linear support vector machine by steps on one example each, from w = 0 and b = 0.

    Step t, from 1 on, has the step size 1 / (l2 t), and goes against the subgradient of l2 / 2 times the sum of w² plus
    the hinge loss of one example.

    Args:
        x, y: as in `loss_and_subgradient`.
        l2: the strength of the penalty, above 0.
        order: (T,), the index of the example of each step; examples may come several times, or never.

    Returns:
        w, (D,), and b, a number, after the last step.

    Raises:
        ValueError: as in `loss_and_subgradient`; l2 is not above 0; order holds an index that is not from 0 to N − 1.

    Example:
        >>> x, y = np.array([[2.0], [-1], [1]]), np.array([1, -1, -1])
        >>> w, b = pegasos(x, y, l2=0.5, order=np.array([0, 2, 1, 0]))
        >>> w.round(6), round(b, 6)
        (array([1.]), 0.333333)
    """
    _check(x, y)
    if not l2 > 0:
        raise ValueError(f"l2: expected a number above 0, got {l2}")
    if not np.isin(order, np.arange(len(x))).all():
        raise ValueError(f"order: expected indices from 0 to {len(x) - 1}")
    w, b = np.zeros(x.shape[1]), 0.0
    for t, i in enumerate(order, start=1):
        step = 1 / (l2 * t)
        inside = y[i] * (x[i] @ w + b) < 1
        w = w - step * l2 * w
        if inside:
            w = w + step * y[i] * x[i]
            b = b + step * float(y[i])
    return w, b


def _check(x, y) -> None:
    if x.ndim != 2 or not x.size:
        raise ValueError(f"x: expected (N, D), got {x.shape}")
    if y.shape != x.shape[:1] or not np.isin(y, (-1, 1)).all():
        raise ValueError(f"y: expected ({len(x)},), -1 or 1 for each, got {y.shape}")
