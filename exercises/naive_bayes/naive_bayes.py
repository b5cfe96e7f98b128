"""Naive Bayes.

The statement is in README.md; `nox -s grade -- naive_bayes` grades this file.
"""

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
    raise NotImplementedError


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
    raise NotImplementedError
