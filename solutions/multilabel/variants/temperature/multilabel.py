"""Softmax with a temperature, sigmoid and the labels that follow from them: the reference solution."""

import math

import numpy as np


def softmax(logits: np.ndarray, axis: int = -1, temperature: float = 1.0) -> np.ndarray:
    """Return probabilities that compete: exp(logit / temperature) over their sum along `axis`, so that they sum to 1.

    Args:
        logits: any shape of one axis or more, any real dtype, any memory layout, not changed. -inf gets 0.
        axis: the axis of the classes; negative ones count from the end.
        temperature: above 0; below 1 the best gets more, above 1 less. However small it is, there is no NaN.

    Returns:
        float64, in the shape of logits.
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
    """Return 1 / (1 + exp(-logit)) in the shape of logits, each logit by itself."""
    logits = _numbers(logits)
    power = np.exp(-np.abs(logits))  # in [0, 1] on both sides of zero
    return np.where(logits >= 0, 1.0, power) / (1.0 + power)


def predict_multiclass(logits: np.ndarray) -> np.ndarray:
    """Return the index of the largest logit of each row of (N, C)."""
    return _table(logits).argmax(axis=1)  # of equal logits argmax takes the first


def predict_multilabel(logits: np.ndarray, threshold: float | np.ndarray = 0.5) -> np.ndarray:
    """Return which labels are on, (N, C) bool: sigmoid >= threshold, a number or an array of shape (C,)."""
    logits = _table(logits)
    threshold = np.asarray(threshold)
    if threshold.shape not in [(), logits.shape[1:]]:
        raise ValueError(f"threshold: expected a number or shape {logits.shape[1:]}, got shape {threshold.shape}")
    if not ((threshold >= 0) & (threshold <= 1)).all():  # written so that a NaN fails too
        raise ValueError(f"threshold: expected numbers in [0, 1], got {threshold}")
    return sigmoid(logits) >= threshold


def predict_topk(logits: np.ndarray, k: int) -> np.ndarray:
    """Return the indices of the k largest logits of each row, the largest first: (N, min(k, C))."""
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
