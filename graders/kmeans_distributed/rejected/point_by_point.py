# verdict: too slow
# A loop over the points, with NumPy for the distances of each.
import numpy as np


def local_sums(x, centers):
    sums, counts, inertia = np.zeros(centers.shape), np.zeros(len(centers), int), 0.0
    for point in x:
        squares = ((point - centers) ** 2).sum(axis=1)
        nearest = squares.argmin()
        sums[nearest] += point
        counts[nearest] += 1
        inertia += squares[nearest]
    return sums, counts, inertia


def merge(sums, counts, centers):
    total = counts.sum(0)[:, None]
    return np.where(total > 0, sums.sum(0) / np.maximum(total, 1), centers)


def kmeans_distributed(shards, init, iterations):
    centers = init
    for _ in range(iterations):
        reports = [local_sums(x, centers) for x in shards]
        centers = merge(np.array([r[0] for r in reports]), np.array([r[1] for r in reports]), centers)
    return centers, sum(local_sums(x, centers)[2] for x in shards)
