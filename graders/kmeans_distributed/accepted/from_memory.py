# bonus: misses precision, errors
# As most people type it: a loop over the clusters in both steps.
import numpy as np


def local_sums(x, centers):
    dist = np.linalg.norm(x[:, None] - centers[None], axis=2)
    labels = dist.argmin(axis=1)
    k = len(centers)
    sums, counts = np.zeros((k, x.shape[1])), np.zeros(k)
    for j in range(k):
        points = x[labels == j]
        sums[j] = points.sum(axis=0)
        counts[j] = len(points)
    return sums, counts, (dist.min(axis=1) ** 2).sum()


def merge(sums, counts, centers):
    new_centers = centers.astype(float)
    for j in range(len(centers)):
        n = counts[:, j].sum()
        if n > 0:
            new_centers[j] = sums[:, j].sum(axis=0) / n
    return new_centers


def kmeans_distributed(shards, init, iterations):
    centers = init.copy()
    for _ in range(iterations):
        results = [local_sums(shard, centers) for shard in shards]
        centers = merge(np.stack([r[0] for r in results]), np.stack([r[1] for r in results]), centers)
    return centers, sum([local_sums(shard, centers)[2] for shard in shards])
