# bonus: misses degenerate, errors
# Expanded squares in float64, np.searchsorted; one function calls the other.
import numpy as np


def next_center(x, centers, u):
    x, centers = np.asarray(x, dtype=float), np.asarray(centers, dtype=float)
    squares = (x**2).sum(1)[:, None] - 2 * x @ centers.T + (centers**2).sum(1)
    sums = np.maximum(squares, 0).min(axis=1).cumsum()
    return np.searchsorted(sums, u * sums[-1])


def kmeans_plus_plus(x, k, rng):
    indices = rng.choice(x.shape[0], size=1).tolist()
    for _ in range(k - 1):
        indices.append(int(next_center(x, x[indices], rng.uniform())))
    return x[indices].tolist()
