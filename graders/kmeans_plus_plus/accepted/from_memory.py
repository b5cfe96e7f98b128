# bonus: misses degenerate, precision, errors
# As most people type it: distances from all centers anew each time, rng.choice with p.
import numpy as np


def next_center(x, centers, u):
    dist = np.linalg.norm(x[:, None] - centers[None], axis=2)
    d2 = dist.min(axis=1) ** 2
    probs = d2 / d2.sum()
    cumprobs = np.cumsum(probs)
    for i, p in enumerate(cumprobs):
        if u < p:
            return i


def kmeans_plus_plus(x, k, rng):
    centers = [x[rng.integers(0, len(x))]]
    for _ in range(1, k):
        d2 = np.array([np.sum((x - c) ** 2, axis=1) for c in centers]).min(axis=0)
        centers.append(x[rng.choice(len(x), p=d2 / d2.sum())])
    return np.array(centers)
