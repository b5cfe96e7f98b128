"""Gini impurity and the best split.

The statement is in README.md; `nox -s grade -- gini` grades this file.
"""

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
    raise NotImplementedError


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
    raise NotImplementedError
