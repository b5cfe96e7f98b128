# bonus: misses errors, precision
# As the first implementations did: all-reduce the count, the sum and the sum of squares.
import numpy as np


def merge_statistics(counts, means, variances):
    count = np.sum(counts)
    mean = np.dot(counts, means) / count
    square = np.dot(counts, np.asarray(variances) + np.asarray(means) ** 2) / count
    return count, mean, square - mean**2


def sync_batch_norm(shards, weight, bias, eps=1e-5):
    axes = (0, *range(2, shards[0].ndim))
    n = sum(x.size / x.shape[1] for x in shards)
    mean = sum(x.sum(axes) for x in shards) / n
    var = sum((x**2).sum(axes) for x in shards) / n - mean**2
    scale = weight / np.sqrt(np.maximum(var, 0) + eps)
    shape = (-1,) + (1,) * (shards[0].ndim - 2)
    return [x * scale.reshape(shape) + (bias - mean * scale).reshape(shape) for x in shards]
