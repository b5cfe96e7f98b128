# bonus: misses errors
# np.average with the counts as weights.
import numpy as np


def shard_gradient(w, b, x, y):
    residual = np.einsum("nd,d->n", x, w) + b - y
    if not len(residual):
        return [0, 0, np.zeros(len(w)), 0]
    return [len(residual), np.mean(residual**2), np.mean(2 * residual[:, None] * x, axis=0), np.mean(2 * residual)]


def merge(parts):
    counts = [p[0] for p in parts]
    loss, dw, db = (np.average([p[k] for p in parts], axis=0, weights=counts) for k in (1, 2, 3))
    return sum(counts), loss, dw, db
