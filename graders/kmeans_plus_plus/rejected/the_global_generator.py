# verdict: wrong answer
# Draws from NumPy's global generator, which nobody can seed through rng.
import numpy as np


def next_center(x, centers, u):
    sums = np.cumsum(((x[:, None] - centers) ** 2).sum(2).min(1))
    return int(np.searchsorted(sums, u * sums[-1], side="right"))


def kmeans_plus_plus(x, k, rng):
    centers = x[[np.random.randint(len(x))]]
    while len(centers) < k:
        centers = np.vstack([centers, x[next_center(x, centers, np.random.rand())]])
    return centers
