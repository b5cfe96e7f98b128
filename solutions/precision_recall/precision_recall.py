"""Precision, recall and average precision: the reference solution."""

import numpy as np


def precision_recall(scores: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return precision and recall at each threshold, where a score at the threshold or above is called positive.

    Args:
        scores: (N,), any real numbers; the higher, the more likely a positive.
        labels: (N,), 1 for a positive and 0 for a negative; at least one positive.

    Returns:
        (precision, recall, thresholds). The thresholds are the K distinct scores, rising. Precision and recall have
        K + 1 elements: one for each threshold, then 1 and 0, the end of the curve.

    Raises:
        ValueError: scores that are not (N,) or hold a NaN; labels of another shape, of other values, or without a
            positive. The message names the argument.

    Example:
        >>> scores, labels = np.array([0.9, 0.8, 0.7, 0.7, 0.5, 0.3]), np.array([1, 0, 1, 0, 1, 0])
        >>> precision, recall, thresholds = precision_recall(scores, labels)
        >>> precision
        array([0.5, 0.6, 0.5, 0.5, 1. , 1. ])
        >>> thresholds
        array([0.3, 0.5, 0.7, 0.8, 0.9])
    """
    _check(scores, labels)
    thresholds, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    hits = _from_here_on(np.bincount(place, weights=labels))
    precision, recall = hits / _from_here_on(counts), hits / hits[0]
    return np.append(precision, 1), np.append(recall, 0), thresholds


def average_precision(scores: np.ndarray, labels: np.ndarray) -> float:
    """Return the average precision: the precision at each threshold, weighted by the recall that it adds.

    Args:
        scores, labels: as for `precision_recall`.

    Returns:
        A number from 0 to 1.

    Raises:
        ValueError: as for `precision_recall`.

    Example:
        >>> round(average_precision(np.array([0.9, 0.8, 0.7, 0.7, 0.5, 0.3]), np.array([1, 0, 1, 0, 1, 0])), 6)
        0.7
    """
    precision, recall, _ = precision_recall(scores, labels)
    return float(-np.sum(np.diff(recall) * precision[:-1]))


def _from_here_on(counts):
    """Return for each place the sum of the counts from there to the end."""
    return np.cumsum(counts[::-1])[::-1]


def _check(scores, labels) -> None:
    if scores.ndim != 1 or np.isnan(scores).any():
        raise ValueError(f"scores: expected (N,) without NaN, got {scores.shape}")
    if labels.shape != scores.shape:
        raise ValueError(f"labels: expected {scores.shape}, one for each score, got {labels.shape}")
    if not ((labels == 0) | (labels == 1)).all() or not labels.any():
        raise ValueError("labels: expected 0 and 1, and at least one 1")
