"""Gini impurity and the best split: the reference solution."""

import numpy as np


def gini(labels: np.ndarray) -> float:
    """Return the Gini impurity of labels: 1 minus the sum of the squared shares of the classes.

    Args:
        labels: (N,), whole numbers of any size and sign; N is at least 1.

    Returns:
        From 0, where all labels are equal, to less than 1.

    Raises:
        ValueError: labels is not (N,), or is empty. The message names the argument.

    Example:
        >>> gini(np.array([0, 0, 1, 2]))
        0.625
    """
    _check_labels(labels)
    shares = np.unique(labels, return_counts=True)[1] / len(labels)
    return float(1 - (shares**2).sum())


def best_split(x: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """Return the threshold on one feature that leaves the smallest impurity.

    Examples with x <= threshold go left, the others right. The impurity that is left is the mean of the two sides' Gini
    impurities, weighted by how many examples each has. Thresholds lie halfway between neighboring values of x. The
    arguments are not changed.

    Args:
        x: (N,), the feature of each example, with two different values at least.
        labels: (N,), whole numbers of any size and sign.

    Returns:
        threshold: of equally good ones the smallest.
        impurity: what the split leaves.

    Raises:
        ValueError: x is not (N,), or has fewer than two different values; labels is not (N,). The message names the
            argument.

    Example:
        >>> best_split(np.array([3.0, 1, 4, 1]), np.array([5, 7, 5, 5]))
        (2.0, 0.25)
    """
    x = np.asarray(x, dtype=np.float64)
    if x.ndim != 1 or len(np.unique(x)) < 2:
        raise ValueError(f"x: expected one axis with two different values at least, got shape {x.shape}")
    _check_labels(labels)
    if len(labels) != len(x):
        raise ValueError(f"labels: expected ({len(x)},), one for each element of x, got {labels.shape}")
    order = np.argsort(x)
    x, one_hot = x[order], labels[order, None] == np.unique(labels)
    left = one_hot.cumsum(axis=0)  # (N, C): how many of each class are among the first 1, 2, … N
    right = left[-1] - left
    ends = np.flatnonzero(x[1:] > x[:-1])  # the last of each group of equal values, but for the largest one
    impurities = (_times_size(left[ends]) + _times_size(right[ends])) / len(x)
    least = impurities.round(12).argmin()  # equally good ones may differ in the last digit
    best = ends[least]
    return float((x[best] + x[best + 1]) / 2), float(impurities[least])


def _times_size(counts):
    """Return the Gini impurity of each row of counts, times the sum of the row."""
    sizes = counts.sum(axis=1)
    return sizes - (counts**2).sum(axis=1) / sizes


def _check_labels(labels) -> None:
    if labels.ndim != 1 or not labels.size:
        raise ValueError(f"labels: expected (N,), got {labels.shape}")
