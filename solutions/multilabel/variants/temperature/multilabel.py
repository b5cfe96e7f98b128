"""Softmax with a temperature, sigmoid and the labels that follow: the reference solution."""

import math

import numpy as np


def softmax(logits: np.ndarray, axis: int = -1, temperature: float = 1.0) -> np.ndarray:
    """Return probabilities that compete: along `axis` they sum to 1.

    Args:
        logits: any shape of one axis or more, any real dtype; -inf gets the probability 0.
        axis: the axis of the classes, negative ones count from the end.
        temperature: above 0; below 1 the best gets more, above 1 less.

    Returns:
        float64, in the shape of logits.

    Raises:
        ValueError: `axis` has no elements, there is a NaN in logits, or the temperature is no positive number.

    Example:
        >>> softmax(np.array([[1001.0, 1000], [-1000, -1001]])).round(4)
        array([[0.7311, 0.2689],
               [0.7311, 0.2689]])
    """
    logits = _numbers(logits)
    if logits.shape[axis] == 0:
        raise ValueError(f"axis: expected one with elements, got axis {axis} of logits of shape {logits.shape}")
    if not 0 < temperature < math.inf:  # written so that a NaN fails too
        raise ValueError(f"temperature: expected a positive number, got {temperature}")
    largest = logits.max(axis=axis, keepdims=True)  # of each row by itself: a shared one would empty the far rows
    with np.errstate(over="ignore"):  # far behind, at a tiny temperature: -inf is what is meant
        behind = (logits - largest) / float(temperature)  # in this order: the largest stays at 0 at any temperature
    powers = np.exp(behind)  # at most exp(0) = 1, and 1 at least once: neither inf nor 0/0
    return powers / powers.sum(axis=axis, keepdims=True)


def sigmoid(logits: np.ndarray) -> np.ndarray:
    """Return probabilities that do not compete: each is 1 / (1 + exp(-logit)).

    Args:
        logits: any shape of one axis or more, any real dtype; -inf gets the probability 0.

    Returns:
        float64, in the shape of logits.

    Raises:
        ValueError: there is a NaN in logits.

    Example:
        >>> sigmoid(np.array([-800.0, 0, 2, 800])).round(4)
        array([0.    , 0.5   , 0.8808, 1.    ])
    """
    logits = _numbers(logits)
    power = np.exp(-np.abs(logits))  # in [0, 1] on both sides of zero
    return np.where(logits >= 0, 1.0, power) / (1.0 + power)


def predict_multiclass(logits: np.ndarray) -> np.ndarray:
    """Return the one class of each row: that of the largest logit, of equal ones the first.

    Args:
        logits: (N, C), any real dtype.

    Returns:
        (N,) int64.

    Raises:
        ValueError: logits are not of rank 2, or there is a NaN.

    Example:
        >>> predict_multiclass(np.array([[2, 0, 2], [0, 1, 3]]))
        array([0, 2])
    """
    return _table(logits).argmax(axis=1)  # of equal logits argmax takes the first


def predict_multilabel(logits: np.ndarray, threshold: float | np.ndarray = 0.5) -> np.ndarray:
    """Return which labels of each row are on: those whose sigmoid reaches the threshold, perhaps none.

    Args:
        logits: (N, C), any real dtype.
        threshold: in [0, 1], one number or (C,), one for each label.

    Returns:
        (N, C) bool.

    Raises:
        ValueError: logits are not of rank 2, there is a NaN, the threshold is neither one number nor C of them, or it
            lies outside [0, 1].

    Example:
        >>> predict_multilabel(np.array([[2.0, 0], [-2, -1]]))
        array([[ True,  True],
               [False, False]])
    """
    logits = _table(logits)
    threshold = np.asarray(threshold, dtype=np.float64)
    if threshold.shape not in [(), logits.shape[1:]]:
        raise ValueError(f"threshold: expected a number or shape {logits.shape[1:]}, got shape {threshold.shape}")
    if not ((threshold >= 0) & (threshold <= 1)).all():  # written so that a NaN fails too
        raise ValueError(f"threshold: expected numbers in [0, 1], got {threshold}")
    return sigmoid(logits) >= threshold


def predict_topk(logits: np.ndarray, k: int) -> np.ndarray:
    """Return the k best classes of each row by falling logit, of equal ones the lower index first.

    Args:
        logits: (N, C), any real dtype.
        k: at least 1; more than C means C.

    Returns:
        (N, min(k, C)) int64.

    Raises:
        ValueError: logits are not of rank 2, there is a NaN, or k is below 1.

    Example:
        >>> predict_topk(np.array([[2.0, 1, 2], [0, 1, 3]]), 2)
        array([[0, 2],
               [2, 1]])
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
        raise ValueError(f"logits: expected numbers, got NaN at {tuple(np.argwhere(np.isnan(logits))[0].tolist())}")
    return logits


def _table(logits: np.ndarray) -> np.ndarray:
    """Return logits of shape (N, C) as float64, or raise ValueError."""
    logits = _numbers(logits)
    if logits.ndim != 2:
        raise ValueError(f"logits: expected shape (N, C), got {logits.shape}")
    return logits
