"""k-means on several machines.

The statement is in README.md; `nox -s grade -- kmeans_distributed` grades this file.
"""

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
    raise NotImplementedError


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
    raise NotImplementedError


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
    raise NotImplementedError
