# verdict: wrong answer
# Keeps the counts of the first call for as many machines and centers.
import numpy as np

known = {}


def local_sums(x, centers):
    squares = ((x[:, None] - centers) ** 2).sum(2)
    members = squares.argmin(1) == np.arange(len(centers))[:, None]
    return members @ x, members.sum(1), squares.min(1).sum()


def merge(sums, counts, centers):
    total = known.setdefault(counts.shape, counts.sum(0)[:, None])
    return np.where(total > 0, sums.sum(0) / np.maximum(total, 1), centers)


def kmeans_distributed(shards, init, iterations):
    centers = init
    for _ in range(iterations):
        reports = [local_sums(x, centers) for x in shards]
        centers = merge(np.array([r[0] for r in reports]), np.array([r[1] for r in reports]), centers)
    return centers, sum(local_sums(x, centers)[2] for x in shards)
