"""Precision, recall and average precision.

The statement is in README.md; `nox -s grade -- precision_recall` grades this file.
"""

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
    raise NotImplementedError


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
    raise NotImplementedError
