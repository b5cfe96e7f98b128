# verdict: too slow
# A loop over the points, with NumPy for the distances of each.
import numpy as np


def weights_of(x, centers):
    return np.array([min(np.sum((point - center) ** 2) for center in centers) for point in x])


def next_center(x, centers, u):
    sums = np.cumsum(weights_of(x.astype(float), centers))
    return int(np.searchsorted(sums, u * sums[-1], side="right"))


def kmeans_plus_plus(x, k, rng):
    centers = [x[rng.integers(len(x))]]
    while len(centers) < k:
        centers.append(x[next_center(x, centers, rng.random())])
    return np.array(centers)
