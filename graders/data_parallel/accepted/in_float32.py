# bonus: misses errors
# In float32; merges only the machines that have examples.
import numpy as np


def shard_gradient(w, b, x, y):
    w, x, y = (np.asarray(a, dtype=np.float32) for a in (w, x, y))
    error = x @ w + np.float32(b) - y
    n = np.float32(max(1, y.size))
    return y.size, (error**2).sum() / n, (2 / n) * (x.T @ error), (2 / n) * error.sum()


def merge(parts):
    parts = [p for p in parts if p[0] > 0]
    n = np.array([p[0] for p in parts], dtype=np.float32)
    table = np.array([np.hstack(p[1:]) for p in parts], dtype=np.float32)
    mean = (n[:, None] * table).sum(0) / n.sum()
    return int(n.sum()), mean[0], mean[1:-1], mean[-1]
