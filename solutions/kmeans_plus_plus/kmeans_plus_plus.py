"""k-means++: the reference solution."""

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
    _check(x)
    if centers.ndim != 2 or not centers.size or centers.shape[1] != x.shape[1]:
        raise ValueError(f"centers: expected (C, {x.shape[1]}), got {centers.shape}")
    if not 0 <= u < 1:
        raise ValueError(f"u: expected at least 0 and below 1, got {u}")
    return _pick(np.min([_squares(x, center) for center in centers], axis=0), u)


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
    _check(x)
    if not 1 <= k <= len(x):
        raise ValueError(f"k: expected 1 to {len(x)}, got {k}")
    nearest = np.full(len(x), np.inf)
    chosen = [rng.integers(len(x))]
    while len(chosen) < k:
        nearest = np.minimum(nearest, _squares(x, x[chosen[-1]]))
        chosen.append(_pick(nearest, rng.random()))
    return x[chosen]


def _squares(x, center):
    return ((x.astype(np.float64) - center) ** 2).sum(axis=1)


def _pick(weights, u):
    """Return an index with a probability proportional to its weight; 0 where all weights are 0."""
    running = np.cumsum(weights)
    return int(np.argmax(running > u * running[-1]))


def _check(x) -> None:
    if x.ndim != 2 or not x.size:
        raise ValueError(f"x: expected (N, D), got {x.shape}")
