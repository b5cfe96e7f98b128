"""Linear regression: the reference solution."""

import numpy as np


def least_squares(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, float]:
    """Return w and b for which the sum of (x @ w + b − y)² is smallest. The arguments are not changed.

    If many (w, b) fit equally well, w is the shortest of them.

    Args:
        x: (N, D), the examples; N and D are at least 1. Columns may depend on each other, and D may exceed N.
        y: (N,), the targets.

    Returns:
        w, (D,), and b, a number.

    Raises:
        ValueError: x is not (N, D), or is empty; y is not (N,). The message names the argument.

    Example:
        >>> x, y = np.array([[0.0], [1], [2], [3]]), np.array([1.0, 3, 2, 6])
        >>> w, b = least_squares(x, y)
        >>> w.round(6), round(b, 6)
        (array([1.4]), 0.9)
    """
    return ridge(x, y, 0.0)


def ridge(x: np.ndarray, y: np.ndarray, l2: float) -> tuple[np.ndarray, float]:
    """Return w and b for which the sum of (x @ w + b − y)² plus l2 times the sum of w² is smallest.

    The intercept b is not penalized. Arguments and errors are those of `least_squares`.

    Args:
        x, y: as in `least_squares`.
        l2: the strength of the penalty, 0 or more.

    Raises:
        ValueError: besides, l2 is negative.

    Example:
        >>> x, y = np.array([[0.0], [1], [2], [3]]), np.array([1.0, 3, 2, 6])
        >>> w, b = ridge(x, y, 2.0)
        >>> w.round(6), round(b, 6)
        (array([1.]), 1.5)
    """
    _check(x, y, "l2", l2)
    x_mean, y_mean = x.mean(axis=0), y.mean()
    # The penalty is so many more examples: sqrt(l2) in one column, with the target 0.
    rows = np.vstack([x - x_mean, np.sqrt(l2) * np.eye(x.shape[1])])
    targets = np.append(y - y_mean, np.zeros(x.shape[1]))
    w = np.linalg.lstsq(rows, targets, rcond=None)[0]
    return w, float(y_mean - x_mean @ w)


def gradient_descent(x: np.ndarray, y: np.ndarray, learning_rate: float, steps: int) -> tuple[np.ndarray, float]:
    """Return w and b after so many steps of gradient descent on the mean of (x @ w + b − y)², from w = 0 and b = 0.

    Args:
        x, y: as in `least_squares`.
        learning_rate: by what the gradient is multiplied.
        steps: how many steps.

    Raises:
        ValueError: as in `least_squares`, or steps is negative.

    Example:
        >>> x, y = np.array([[0.0], [1], [2], [3]]), np.array([1.0, 3, 2, 6])
        >>> w, b = gradient_descent(x, y, learning_rate=0.1, steps=1)
        >>> w.round(6), round(b, 6)
        (array([1.25]), 0.6)
    """
    _check(x, y, "steps", steps)
    w, b = np.zeros(x.shape[1]), 0.0
    for _ in range(steps):
        error = x @ w + b - y
        w = w - learning_rate * 2 / len(x) * (x.T @ error)
        b = b - learning_rate * 2 * float(error.mean())
    return w, b


def _check(x, y, name, value) -> None:
    if x.ndim != 2 or not x.size:
        raise ValueError(f"x: expected (N, D), got {x.shape}")
    if y.shape != x.shape[:1]:
        raise ValueError(f"y: expected ({len(x)},), got {y.shape}")
    if value < 0:
        raise ValueError(f"{name}: expected 0 or more, got {value}")
