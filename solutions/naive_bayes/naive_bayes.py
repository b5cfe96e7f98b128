"""Naive Bayes: the reference solution."""

import numpy as np


def gaussian_naive_bayes(x: np.ndarray, y: np.ndarray, new: np.ndarray, smoothing: float = 1e-9) -> np.ndarray:
    """Return the log-probability of each class for new examples, where features are normal within a class.

    Args:
        x: (N, D), the training examples; N is at least 1.
        y: (N,), their classes, from 0 to K − 1; each class has an example.
        new: (M, D), the examples to classify.
        smoothing: this times the largest variance of a feature over all training examples is added to each variance.

    Returns:
        (M, K), log P(class | example); the exponentials of a row sum to 1.

    Raises:
        ValueError: shapes do not fit, x is empty, y has negative numbers or leaves a class out, smoothing is negative.
            The message names the argument.

    Example:
        >>> x, y = np.array([[1.0], [3], [5], [5], [9], [9]]), np.array([0, 0, 1, 1, 1, 1])
        >>> gaussian_naive_bayes(x, y, np.array([[4.0]])).round(4)
        array([[-1.2234, -0.3484]])
    """
    _check("x", x, y, new)
    if not smoothing >= 0:
        raise ValueError(f"smoothing: expected 0 or more, got {smoothing}")
    groups = [x[y == k] for k in range(y.max() + 1)]
    means = [group.mean(axis=0) for group in groups]
    variances = [group.var(axis=0) for group in groups] + smoothing * x.var(axis=0).max()
    squares = ((new[:, None] - means) ** 2 / variances).sum(axis=2)
    return _normalize(np.log(np.bincount(y)) - (squares + np.log(variances).sum(axis=1)) / 2)


def multinomial_naive_bayes(counts: np.ndarray, y: np.ndarray, new: np.ndarray, alpha: float = 1.0) -> np.ndarray:
    """Return the log-probability of each class for new documents, which are counts of words.

    Args:
        counts: (N, D), how often each of D words stands in each training document; N is at least 1.
        y: (N,), their classes, from 0 to K − 1; each class has a document.
        new: (M, D), the counts of the documents to classify.
        alpha: added to how often each word stands in each class; above 0.

    Returns:
        (M, K), log P(class | document); the exponentials of a row sum to 1.

    Raises:
        ValueError: shapes do not fit, counts is empty or negative, y has negative numbers or leaves a class out, alpha
            is not above 0. The message names the argument.

    Example:
        >>> counts, y = np.array([[2, 1, 0], [1, 0, 0], [0, 1, 2]]), np.array([0, 0, 1])
        >>> multinomial_naive_bayes(counts, y, np.array([[1, 0, 1]])).round(4)
        array([[-0.4124, -1.0849]])
    """
    _check("counts", counts, y, new)
    if (counts < 0).any():
        raise ValueError("counts: expected no negative numbers")
    if not alpha > 0:
        raise ValueError(f"alpha: expected more than 0, got {alpha}")
    words = np.array([counts[y == k].sum(axis=0) for k in range(y.max() + 1)]) + alpha
    return _normalize(np.log(np.bincount(y)) + new @ np.log(words / words.sum(axis=1, keepdims=True)).T)


def _normalize(joint):
    """Return log P(class | example) from log P(class, example), to which any number may have been added in a row."""
    joint = joint - joint.max(axis=1, keepdims=True)
    return joint - np.log(np.exp(joint).sum(axis=1, keepdims=True))


def _check(name, x, y, new) -> None:
    if x.ndim != 2 or not x.size:
        raise ValueError(f"{name}: expected (N, D), got {x.shape}")
    if y.shape != x.shape[:1]:
        raise ValueError(f"y: expected ({len(x)},), got {y.shape}")
    if set(y.tolist()) != set(range(y.max() + 1)):
        raise ValueError("y: expected classes from 0 to K - 1, each at least once")
    if new.ndim != 2 or new.shape[1] != x.shape[1]:
        raise ValueError(f"new: expected (M, {x.shape[1]}), got {new.shape}")
