"""Logistic regression.

The statement is in README.md; `nox -s grade -- logistic_regression` grades this file.
"""

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
    raise NotImplementedError


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
    raise NotImplementedError


def newton_step(w: np.ndarray, b: float, x: np.ndarray, y: np.ndarray, l2: float = 0.0) -> tuple[np.ndarray, float]:
    """Return w and b after one step of Newton's method: minus the inverse of the Hessian times the gradient.

    Arguments and errors are those of `loss_and_gradient`.

    Example:
        >>> x, y = np.array([[0.0], [1], [2], [3]]), np.array([0, 1, 0, 1])
        >>> w, b = newton_step(np.array([0.0]), 0.0, x, y)
        >>> w.round(6), round(b, 6)
        (array([0.8]), -1.2)
    """
    raise NotImplementedError
