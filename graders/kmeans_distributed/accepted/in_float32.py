# bonus: misses errors
# In float32: bincount and np.add.at; running totals in place of stacked reports; lists as answers.
import numpy as np


def local_sums(x, centers):
    x, centers = x.astype(np.float32), centers.astype(np.float32)
    squares = np.stack([np.square(x - c).sum(1) for c in centers])
    labels = squares.argmin(0)
    sums = np.zeros_like(centers)
    np.add.at(sums, labels, x)
    return sums.tolist(), np.bincount(labels, minlength=len(centers)).tolist(), squares.min(0).sum()


def merge(sums, counts, centers):
    with np.errstate(divide="ignore", invalid="ignore"):
        means = np.sum(sums, 0, dtype=np.float32) / np.sum(counts, 0)[:, None]
    return np.where(np.isnan(means), centers, means)


def kmeans_distributed(shards, init, iterations):
    centers = np.array(init, dtype=np.float32)
    for _ in range(iterations):
        total, count = 0, 0
        for shard in shards:
            sums, counts, _ = local_sums(shard, centers)
            total, count = total + np.array(sums), count + np.array(counts)
        centers = merge(total[None], count[None], centers)
    return centers.tolist(), float(sum(local_sums(shard, centers)[2] for shard in shards))
