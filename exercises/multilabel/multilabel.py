"""Softmax, sigmoid and the labels they give.

The statement is in README.md; `nox -s grade -- multilabel` grades this file.
"""

import numpy as np


def softmax(logits: np.ndarray, axis: int = -1) -> np.ndarray:
    """Return probabilities that compete: exp(logit) over the sum of exp along `axis`, so that they sum to 1.

    Right for any logits: rows around +1000 and rows around -1000 in one array give neither inf nor NaN. The input is
    not changed. For the bonus, a bad argument raises a ValueError that names it, here and below (see the statement).

    Args:
        logits: any shape of one axis or more, any real dtype, any memory layout. -inf gets the probability 0. There
            may be no rows, such as the shape (0, 3) with axis 1.
        axis: the axis of the classes; negative ones count from the end.

    Returns:
        float64, in the shape of logits.

    Example:
        >>> logits = np.array([[2.0, 0.5, -1.0, 0.5], [-2.0, -1.5, -3.0, -0.5]])
        >>> softmax(logits).round(4)
        array([[0.6684, 0.1491, 0.0333, 0.1491],
               [0.1334, 0.2199, 0.0491, 0.5977]])
    """
    raise NotImplementedError


def sigmoid(logits: np.ndarray) -> np.ndarray:
    """Return probabilities that do not compete: 1 / (1 + exp(-logit)), each logit by itself.

    Args:
        logits: any shape of one axis or more, any real dtype, any memory layout, not changed. -inf gets 0.

    Returns:
        float64, in the shape of logits.

    Example:
        >>> logits = np.array([[2.0, 0.5, -1.0, 0.5], [-2.0, -1.5, -3.0, -0.5]])
        >>> sigmoid(logits).round(4)
        array([[0.8808, 0.6225, 0.2689, 0.6225],
               [0.1192, 0.1824, 0.0474, 0.3775]])
    """
    raise NotImplementedError


def predict_multiclass(logits: np.ndarray) -> np.ndarray:
    """Return the one class of each row: the index of the largest logit.

    For the bonus, the logits themselves are compared, and of equal ones the lower index wins.

    Args:
        logits: (N, C), any real dtype, any memory layout, not changed. N may be 0. -inf is legal.

    Returns:
        (N,) int64; such as [0, 3] for the logits above.
    """
    raise NotImplementedError


def predict_multilabel(logits: np.ndarray, threshold: float | np.ndarray = 0.5) -> np.ndarray:
    """Return which labels of each row are on: those whose sigmoid is at least the threshold, and perhaps none.

    Args:
        logits: (N, C), any real dtype, any memory layout, not changed. N may be 0. -inf is legal.
        threshold: in [0, 1], both ends included: a number for all labels, or (C,), one for each label.

    Returns:
        (N, C) bool; such as [[True, True, False, True], [False, False, False, False]] for the logits above.
    """
    raise NotImplementedError


def predict_topk(logits: np.ndarray, k: int) -> np.ndarray:
    """Return the k classes of each row with the largest logits, the largest first.

    Each class comes once. For the bonus, the logits themselves are compared, and the lower of equal ones comes first.

    Args:
        logits: (N, C), any real dtype, any memory layout, not changed. N may be 0. -inf is legal.
        k: an integer, at least 1. More than C means C.

    Returns:
        (N, min(k, C)) int64; such as [[0, 1], [3, 1]] for the logits above and k = 2.
    """
    raise NotImplementedError
