"""k-means: the reference solution."""

import numpy as np


def kmeans(x: np.ndarray, init: np.ndarray, iterations: int) -> tuple[np.ndarray, np.ndarray, float]:
    """Run Lloyd's algorithm from the given centers, and return the clusters.

    An iteration gives each point to its nearest center, then moves each center to the mean of its points. A center
    without points stays where it is. The arguments are not changed.

    Args:
        x: (N, D), the points; N is at least 1.
        init: (K, D), the centers to begin with.
        iterations: how many iterations, 0 or more.

    Returns:
        centers: (K, D), after the last iteration.
        labels: (N,), for each point the index of the nearest of these centers.
        inertia: the sum of the squared distances of the points from these centers.

    Raises:
        ValueError: x or init does not have two axes, or is empty; they differ in D; iterations is negative. The
            message names the argument.

    Example:
        >>> x = np.array([[0.0, 0], [2, 0], [6, 1], [8, 1], [10, 1]])
        >>> kmeans(x, np.array([[0.0, 0], [2, 0]]), iterations=2)
        (array([[1., 0.],
               [8., 1.]]), array([0, 0, 1, 1, 1]), 10.0)
    """
    x, centers = np.asarray(x, dtype=np.float64), np.array(init, dtype=np.float64)
    _check(x, centers, iterations)
    for _ in range(iterations):
        members = _nearest(x, centers) == np.arange(len(centers))[:, None]  # (K, N)
        counts = members.sum(axis=1, keepdims=True)
        means = members @ x / np.maximum(counts, 1)
        centers = np.where(counts > 0, means, centers)
    labels = _nearest(x, centers)
    return centers, labels, float(((x - centers[labels]) ** 2).sum())


def _nearest(x, centers):
    """Return for each point the index of its nearest center: |x − c|² without |x|², the same for all centers."""
    return np.argmin((centers**2).sum(axis=1) - 2 * x @ centers.T, axis=1)


def _check(x, centers, iterations) -> None:
    if x.ndim != 2 or not x.size:
        raise ValueError(f"x: expected (N, D), got {x.shape}")
    if centers.ndim != 2 or not centers.size or centers.shape[1] != x.shape[1]:
        raise ValueError(f"init: expected (K, {x.shape[1]}), got {centers.shape}")
    if iterations < 0:
        raise ValueError(f"iterations: expected 0 or more, got {iterations}")
