"""k-means++.

The statement is in README.md; `nox -s grade -- kmeans_plus_plus` grades this file.
"""

import numpy as np


def next_center(x: np.ndarray, centers: np.ndarray, u: float) -> int:
    """Return which point becomes the next center, for a given random number.

    A point is drawn with a probability proportional to the square of its distance from the nearest center.

    Args:
        x: (N, D), the points; N is at least 1.
        centers: (C, D), the centers so far; C is at least 1.
        u: a random number, at least 0 and below 1.

    Returns:
        the first index at which the running sum of the squares exceeds u times the sum of all.

    Raises:
        ValueError: x or centers does not have two axes, or is empty; they differ in D; u is out of range. The message
            names the argument.

    Example:
        >>> next_center(np.array([[0.0], [1], [3], [7]]), np.array([[0.0]]), u=0.5)  # squares 0, 1, 9, 49
        3
    """
    raise NotImplementedError


def kmeans_plus_plus(x: np.ndarray, k: int, rng: np.random.Generator) -> np.ndarray:
    """Draw k of the points as the first centers of k-means.

    The first is any point with the same probability, each next one as in `next_center`, given those before.

    Args:
        x: (N, D), the points; N is at least 1.
        k: how many centers, from 1 to N.
        rng: where all random numbers come from.

    Returns:
        (k, D), points of x, in the order in which they were drawn.

    Raises:
        ValueError: x does not have two axes, or is empty; k is out of range. The message names the argument.

    Example:
        >>> kmeans_plus_plus(np.array([[0.0, 1], [2, 3]]), 2, np.random.default_rng(0))
        array([[2., 3.],
               [0., 1.]])
    """
    raise NotImplementedError
