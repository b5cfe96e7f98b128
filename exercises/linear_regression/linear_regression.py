"""Linear regression.

The statement is in README.md; `nox -s grade -- linear_regression` grades this file.
"""

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
    raise NotImplementedError


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
    raise NotImplementedError


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
    raise NotImplementedError
