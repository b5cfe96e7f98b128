# bonus: misses errors
# As one types it: sums in a loop over the machines.
import numpy as np


def shard_gradient(w, b, x, y):
    n = x.shape[0]
    if n == 0:
        return 0, 0.0, np.zeros(x.shape[1]), 0.0
    err = x.dot(w) + b - y
    loss = np.mean(err**2)
    dw = 2 * x.T.dot(err) / n
    db = 2 * err.mean()
    return n, loss, dw, db


def merge(parts):
    total = 0
    loss = 0.0
    dw = np.zeros_like(parts[0][2], dtype=float)
    db = 0.0
    for n, l, gw, gb in parts:
        total += n
        loss += n * l
        dw += n * gw
        db += n * gb
    return total, loss / total, dw / total, db / total
