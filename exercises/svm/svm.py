"""Linear SVM.

The statement is in README.md; `nox -s grade -- svm` grades this file.
"""

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
    raise NotImplementedError


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
    raise NotImplementedError
