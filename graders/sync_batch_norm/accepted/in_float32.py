# bonus: misses errors, precision
# Float32, two rounds: first the mean of all, then the variance around it.
import numpy as np


def merge_statistics(counts, means, variances):
    w = np.asarray(counts, np.float32)[:, None]
    m, v = np.asarray(means, np.float32), np.asarray(variances, np.float32)
    mean = np.average(m, axis=0, weights=w[:, 0])
    return float(w.sum()), mean, np.sum(w * (v + (m - mean) ** 2), axis=0) / w.sum()


def sync_batch_norm(shards, weight, bias, eps=1e-5):
    flat = [x.astype(np.float32).reshape(*x.shape[:2], -1) for x in shards]
    n = sum(x.shape[0] * x.shape[2] for x in flat)
    mean = sum(x.sum((0, 2)) for x in flat) / n
    var = sum(((x - mean[:, None]) ** 2).sum((0, 2)) for x in flat) / n
    inv = 1 / np.sqrt(var + eps)
    out = [(x - mean[:, None]) * (inv * weight)[:, None] + bias[:, None] for x in flat]
    return tuple(y.reshape(x.shape) for x, y in zip(shards, out))
