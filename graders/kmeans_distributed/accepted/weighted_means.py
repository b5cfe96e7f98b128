# bonus: misses errors
# np.average of the machines' means, weighted by their counts; the loop works on all points at once.
import numpy as np


def local_sums(x, centers):
    x = x.astype(np.float64)
    squares = (x**2).sum(1)[:, None] - 2 * x @ centers.astype(np.float64).T + (centers.astype(np.float64) ** 2).sum(1)
    labels = squares.argmin(1)
    members = (labels[:, None] == np.arange(len(centers))).astype(np.float64)
    return members.T @ x, members.sum(0).astype(int), squares.min(1).sum()


def merge(sums, counts, centers):
    merged = []
    for k, center in enumerate(centers):
        has = counts[:, k] > 0
        means = sums[has, k] / counts[has, k, None]
        merged.append(np.average(means, axis=0, weights=counts[has, k]) if has.any() else center)
    return np.array(merged)


def kmeans_distributed(shards, init, iterations):
    x, centers = np.concatenate(shards), init
    for _ in range(iterations):
        sums, counts, _ = local_sums(x, centers)
        centers = merge(sums[np.newaxis], counts[np.newaxis], centers)
    return centers, local_sums(x, centers)[2]
