# bonus: misses errors
# np.average with the counts as weights; the shards are joined, normalized and cut apart.
import numpy as np


def merge_statistics(counts, means, variances):
    N = sum(counts)
    mean = np.average(means, axis=0, weights=counts)
    var = np.average(variances + (means - mean) ** 2, axis=0, weights=counts)
    return N, mean, var


def sync_batch_norm(shards, weight, bias, eps=1e-5):
    X = np.concatenate(shards, axis=0)
    axes = tuple(i for i in range(X.ndim) if i != 1)
    mu = X.mean(axes, keepdims=True)
    var = X.var(axes, keepdims=True)
    s = (1, X.shape[1]) + (1,) * (X.ndim - 2)
    out = (X - mu) / np.sqrt(var + eps) * weight.reshape(s) + bias.reshape(s)
    cuts = np.cumsum([len(p) for p in shards])[:-1]
    return np.split(out, cuts, axis=0)
