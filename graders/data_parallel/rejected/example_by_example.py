# verdict: too slow
# A loop over the examples.
import numpy as np


def shard_gradient(w, b, x, y):
    loss, dw, db = 0.0, np.zeros(len(w)), 0.0
    for row, target in zip(x, y):
        error = row @ w + b - target
        loss += error**2
        dw += 2 * error * row
        db += 2 * error
    n = max(len(y), 1)
    return len(y), loss / n, dw / n, db / n


def merge(parts):
    total = sum(part[0] for part in parts)
    return (total, *(sum(part[0] * part[k] for part in parts) / total for k in (1, 2, 3)))
