"""Stratified cross-validation: the reference solution."""

import numpy as np


def stratified_folds(labels: np.ndarray, k: int, rng: np.random.Generator) -> np.ndarray:
    """Divide examples at random into k folds of equal size, with each class divided equally.

    The argument `labels` is not changed.

    Args:
        labels: (N,), the classes, whole numbers.
        k: the number of folds, from 2 to N.
        rng: what the random numbers are drawn from.

    Returns:
        (N,), the fold of each example, from 0 to k − 1. The sizes of two folds differ by at most one, and so do their
        numbers of examples of a class.

    Raises:
        ValueError: labels is not (N,), or is empty; k is below 2 or above N. The message names the argument.

    Example:
        >>> stratified_folds(np.array([5, 5, 5, 5, 8, 8]), 2, np.random.default_rng(0))
        array([0, 1, 1, 0, 1, 0])
    """
    if labels.ndim != 1:
        raise ValueError(f"labels: expected (N,), got {labels.shape}")
    if not 2 <= k <= len(labels):
        raise ValueError(f"k: expected 2 to {len(labels)}, the number of labels, got {k}")
    shuffled = rng.permutation(len(labels))
    by_class = shuffled[np.argsort(labels[shuffled], kind="stable")]
    folds = np.empty(len(labels), dtype=np.int64)
    folds[by_class] = np.arange(len(labels)) % k  # deal them out: the next class goes on where the last one ended
    return folds


def cross_validation(x: np.ndarray, labels: np.ndarray, folds: np.ndarray) -> np.ndarray:
    """Return the accuracy on each fold of a nearest-mean classifier that is trained on the other folds.

    Training takes the mean and the standard deviation of each feature, standardizes, and takes the mean of each class.
    An example gets the class whose mean is nearest. A feature that is constant in the training examples is not divided.
    The arguments are not changed.

    Args:
        x: (N, D), the examples.
        labels: (N,), their classes, whole numbers.
        folds: (N,), the fold of each, from 0 to k − 1; none is empty, and k is at least 2.

    Returns:
        (k,), for each fold the share of its examples that get their label.

    Raises:
        ValueError: x is not (N, D), or is empty; labels is not (N,); folds is not (N,), or has fewer than two folds, or
            an empty one. The message names the argument.

    Example:
        >>> x, labels = np.array([[0.0], [1], [4], [9], [8], [3]]), np.array([0, 0, 0, 1, 1, 1])
        >>> cross_validation(x, labels, np.array([0, 1, 2, 0, 1, 2]))
        array([1. , 1. , 0.5])
    """
    _check(x, labels, folds)
    return np.array([_accuracy(x, labels, folds == fold) for fold in range(folds.max() + 1)])


def _accuracy(x, labels, held_out):
    """Return the accuracy on the examples that are held out, by training on the others."""
    train, test = x[~held_out], x[held_out]
    deviation = np.where(np.ptp(train, axis=0) > 0, train.std(axis=0), 1.0)
    train, test = train / deviation, test / deviation  # distances do not change where the mean is subtracted
    classes = np.unique(labels[~held_out])
    means = np.stack([train[labels[~held_out] == label].mean(axis=0) for label in classes])
    nearest = ((test[:, None] - means) ** 2).sum(axis=2).argmin(axis=1)
    return (classes[nearest] == labels[held_out]).mean()


def _check(x, labels, folds) -> None:
    if x.ndim != 2 or not x.size:
        raise ValueError(f"x: expected (N, D), got {x.shape}")
    for name, array in (("labels", labels), ("folds", folds)):
        if array.shape != x.shape[:1]:
            raise ValueError(f"{name}: expected ({len(x)},), one for each row of x, got {array.shape}")
    if folds.max() < 1 or set(folds.tolist()) != set(range(folds.max() + 1)):
        raise ValueError("folds: expected the numbers from 0 to k - 1, each at least once, and k at least 2")
