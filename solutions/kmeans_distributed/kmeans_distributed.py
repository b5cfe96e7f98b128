"""k-means on several machines: the reference solution."""

from collections.abc import Sequence

import numpy as np


def local_sums(x: np.ndarray, centers: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    """Return what one machine reports: sums and counts of the points nearest to each center, and the inertia.

    Args:
        x: (N, D), the points of this machine; N is at least 1.
        centers: (K, D), the centers, the same on all machines.

    Returns:
        sums: (K, D), for each center the sum of its points; zeros where it has none.
        counts: (K,), for each center the number of its points.
        inertia: the sum of the squared distances of the points from their centers.

    Raises:
        ValueError: x or centers does not have two axes, or they differ in D. The message names the argument.

    Example:
        >>> local_sums(np.array([[0.0], [2], [10]]), np.array([[0.0], [8]]))
        (array([[ 2.],
               [10.]]), array([2, 1]), 8.0)
    """
    if x.ndim != 2:
        raise ValueError(f"x: expected (N, D), got {x.shape}")
    if centers.ndim != 2 or centers.shape[1] != x.shape[1]:
        raise ValueError(f"centers: expected (K, {x.shape[1]}), got {centers.shape}")
    x, centers = x.astype(float), centers.astype(float)
    labels = np.argmin((centers**2).sum(axis=1) - 2 * x @ centers.T, axis=1)
    members = labels == np.arange(len(centers))[:, None]  # (K, N)
    return members @ x, members.sum(axis=1), float(((x - centers[labels]) ** 2).sum())


def merge(sums: np.ndarray, counts: np.ndarray, centers: np.ndarray) -> np.ndarray:
    """Return the next centers from what all machines report.

    Args:
        sums: (M, K, D), the sums of each of M machines.
        counts: (M, K), their counts.
        centers: (K, D), the centers so far; one without points on any machine stays where it is.

    Returns:
        (K, D), the mean of all points of each center.

    Raises:
        ValueError: shapes do not fit together. The message names an argument.

    Example:
        >>> merge(np.array([[[2.0], [10]], [[0], [17]]]), np.array([[2, 1], [0, 2]]), np.array([[0.0], [8]]))
        array([[1.],
               [9.]])
    """
    if sums.ndim != 3 or counts.shape != sums.shape[:2] or centers.shape != sums.shape[1:]:
        raise ValueError(f"sums, counts, centers do not fit: {sums.shape}, {counts.shape}, {centers.shape}")
    total = counts.sum(axis=0)[:, None]
    return np.divide(sums.sum(axis=0), total, out=centers.astype(float), where=total > 0)


def kmeans_distributed(shards: Sequence[np.ndarray], init: np.ndarray, iterations: int) -> tuple[np.ndarray, float]:
    """Run k-means on points that lie on several machines. The arguments are not changed.

    Args:
        shards: for each machine its points (N_m, D); the machines have different numbers of points.
        init: (K, D), the centers to begin with.
        iterations: how many iterations, 0 or more.

    Returns:
        centers: (K, D), after the last iteration: those of one machine that has all points.
        inertia: the sum of the squared distances of all points from the nearest of these centers.

    Raises:
        ValueError: there are no shards; iterations is negative. The message names the argument.

    Example:
        >>> kmeans_distributed([np.array([[0.0], [2], [10]]), np.array([[8.0], [9]])], np.array([[0.0], [8]]), 1)
        (array([[1.],
               [9.]]), 4.0)
    """
    if not shards:
        raise ValueError("shards: expected at least one")
    if iterations < 0:
        raise ValueError(f"iterations: expected 0 or more, got {iterations}")
    centers = init
    for _ in range(iterations):
        reports = [local_sums(x, centers) for x in shards]
        sums, counts = (np.array([report[part] for report in reports]) for part in (0, 1))
        centers = merge(sums, counts, centers)
    return centers, sum(local_sums(x, centers)[2] for x in shards)
