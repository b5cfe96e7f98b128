"""Logistic regression: the reference solution."""

import numpy as np


def loss_and_gradient(
    w: np.ndarray, b: float, x: np.ndarray, y: np.ndarray, l2: float = 0.0
) -> tuple[float, np.ndarray, float]:
    """Return the loss of a logistic regression, and its gradient by w and b. The arguments are not changed.

    The loss is the mean of −log p(y) over the examples, with p(1) = sigmoid(x @ w + b), plus l2 / 2 times the sum of
    the squares of w. The intercept b is not penalized.

    Args:
        w: (D,), the weights.
        b: the intercept.
        x: (N, D), the examples; N is at least 1.
        y: (N,), the labels, 0 or 1.
        l2: the strength of the penalty.

    Returns:
        loss: a number; finite also for logits of ±1000.
        dw, db: (D,) and a number.

    Raises:
        ValueError: x is not (N, D), or is empty; w is not (D,); y is not (N,), or not of 0 and 1; l2 is negative. The
            message names the argument.

    Example:
        >>> x, y = np.array([[0.0], [1], [2], [3]]), np.array([0, 1, 0, 1])
        >>> loss_and_gradient(np.array([0.0]), 0.0, x, y)
        (0.6931471805599453, array([-0.25]), 0.0)
    """
    _check(x, y, l2, w)
    logits = x @ w + b
    # log(1 + e^z) − y z is −log p(y), and logaddexp never forms e^z.
    loss = np.mean(np.logaddexp(0, logits) - y * logits) + l2 / 2 * np.sum(w * w)
    error = (_sigmoid(logits) - y) / len(y)
    return float(loss), x.T @ error + l2 * w, float(error.sum())


def gradient_descent(
    x: np.ndarray, y: np.ndarray, learning_rate: float, steps: int, l2: float = 0.0
) -> tuple[np.ndarray, float]:
    """Fit a logistic regression by so many steps of gradient descent on all examples, from w = 0 and b = 0.

    Errors are those of `loss_and_gradient`.

    Args:
        x, y, l2: as in `loss_and_gradient`.
        learning_rate: by what the gradient is multiplied.
        steps: how many steps.

    Returns:
        w, (D,), and b, a number.

    Example:
        >>> x, y = np.array([[0.0], [1], [2], [3]]), np.array([0, 1, 0, 1])
        >>> gradient_descent(x, y, learning_rate=1.0, steps=1)
        (array([0.25]), 0.0)
    """
    _check(x, y, l2)
    w, b = np.zeros(x.shape[1]), 0.0
    for _ in range(steps):
        _, dw, db = loss_and_gradient(w, b, x, y, l2)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b


def newton_step(w: np.ndarray, b: float, x: np.ndarray, y: np.ndarray, l2: float = 0.0) -> tuple[np.ndarray, float]:
    """Return w and b after one step of Newton's method: minus the inverse of the Hessian times the gradient.

    Arguments and errors are those of `loss_and_gradient`.

    Example:
        >>> x, y = np.array([[0.0], [1], [2], [3]]), np.array([0, 1, 0, 1])
        >>> w, b = newton_step(np.array([0.0]), 0.0, x, y)
        >>> w.round(6), round(b, 6)
        (array([0.8]), -1.2)
    """
    _, dw, db = loss_and_gradient(w, b, x, y, l2)
    p = _sigmoid(x @ w + b)
    ones = np.column_stack([x, np.ones(len(x))])
    penalty = np.diag([l2] * len(w) + [0.0])
    hessian = ones.T @ (ones * (p * (1 - p))[:, None]) / len(x) + penalty
    step = np.linalg.solve(hessian, np.append(dw, db))
    return w - step[:-1], float(b - step[-1])


def _sigmoid(z):
    """Return 1 / (1 + e^−z), by a form that does not overflow."""
    return (1 + np.tanh(z / 2)) / 2


def _check(x, y, l2, w=None) -> None:
    if x.ndim != 2 or not x.size:
        raise ValueError(f"x: expected (N, D), got {x.shape}")
    if y.shape != x.shape[:1] or not np.isin(y, (0, 1)).all():
        raise ValueError(f"y: expected ({len(x)},), 0 or 1 for each, got {y.shape}")
    if w is not None and w.shape != x.shape[1:]:
        raise ValueError(f"w: expected ({x.shape[1]},), got {w.shape}")
    if l2 < 0:
        raise ValueError(f"l2: expected 0 or more, got {l2}")
