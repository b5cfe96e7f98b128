# verdict: wrong answer
# The plain mean, as DistributedDataParallel takes it.
import numpy as np


def shard_gradient(w, b, x, y):
    error = x @ w + b - y
    n = max(len(y), 1)
    return len(y), (error**2).sum() / n, 2 * x.T @ error / n, 2 * error.sum() / n


def merge(parts):
    used = [part for part in parts if part[0]]
    return (sum(part[0] for part in used), *(np.mean([part[k] for part in used], axis=0) for k in (1, 2, 3)))
