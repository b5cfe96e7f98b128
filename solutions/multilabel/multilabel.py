"""Softmax, sigmoid and the labels that follow from them: the reference solution."""

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
    logits = _numbers(logits)
    if logits.shape[axis] == 0:
        raise ValueError(f"axis: expected one with elements, got axis {axis} of logits of shape {logits.shape}")
    largest = logits.max(axis=axis, keepdims=True)  # of each row by itself: a shared one would empty the far rows
    powers = np.exp(logits - largest)  # at most exp(0) = 1, and 1 at least once: neither inf nor 0/0
    return powers / powers.sum(axis=axis, keepdims=True)


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
    logits = _numbers(logits)
    power = np.exp(-np.abs(logits))  # in [0, 1] on both sides of zero
    return np.where(logits >= 0, 1.0, power) / (1.0 + power)


def predict_multiclass(logits: np.ndarray) -> np.ndarray:
    """Return the one class of each row: the index of the largest logit.

    For the bonus, the logits themselves are compared, and of equal ones the lower index wins.

    Args:
        logits: (N, C), any real dtype, any memory layout, not changed. N may be 0. -inf is legal.

    Returns:
        (N,) int64; such as [0, 3] for the logits above.
    """
    return _table(logits).argmax(axis=1)  # of equal logits argmax takes the first


def predict_multilabel(logits: np.ndarray, threshold: float | np.ndarray = 0.5) -> np.ndarray:
    """Return which labels of each row are on: those whose sigmoid is at least the threshold, and perhaps none.

    Args:
        logits: (N, C), any real dtype, any memory layout, not changed. N may be 0. -inf is legal.
        threshold: in [0, 1], both ends included: a number for all labels, or (C,), one for each label.

    Returns:
        (N, C) bool; such as [[True, True, False, True], [False, False, False, False]] for the logits above.
    """
    logits = _table(logits)
    threshold = np.asarray(threshold)
    if threshold.shape not in [(), logits.shape[1:]]:
        raise ValueError(f"threshold: expected a number or shape {logits.shape[1:]}, got shape {threshold.shape}")
    if not ((threshold >= 0) & (threshold <= 1)).all():  # written so that a NaN fails too
        raise ValueError(f"threshold: expected numbers in [0, 1], got {threshold}")
    return sigmoid(logits) >= threshold


def predict_topk(logits: np.ndarray, k: int) -> np.ndarray:
    """Return the k classes of each row with the largest logits, the largest first.

    Each class comes once. For the bonus, the logits themselves are compared, and the lower of equal ones comes first.

    Args:
        logits: (N, C), any real dtype, any memory layout, not changed. N may be 0. -inf is legal.
        k: an integer, at least 1. More than C means C.

    Returns:
        (N, min(k, C)) int64; such as [[0, 1], [3, 1]] for the logits above and k = 2.
    """
    logits = _table(logits)
    if k < 1:
        raise ValueError(f"k: expected at least 1, got {k}")
    ranking = np.argsort(-logits, axis=1, kind="stable")  # stable: of equal logits the lower index stays first
    return ranking[:, :k]  # a slice past the end stops at C


def _numbers(logits: np.ndarray) -> np.ndarray:
    """Return logits as float64, in which neither a difference nor a minus sign wraps round, or raise ValueError."""
    logits = np.asarray(logits, dtype=np.float64)
    if np.isnan(logits).any():
        raise ValueError("logits: expected numbers, got NaN")
    return logits


def _table(logits: np.ndarray) -> np.ndarray:
    """Return logits of shape (N, C) as float64, or raise ValueError."""
    logits = _numbers(logits)
    if logits.ndim != 2:
        raise ValueError(f"logits: expected shape (N, C), got {logits.shape}")
    return logits
