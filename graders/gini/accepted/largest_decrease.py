# bonus: none
# Looks for the largest decrease, as libraries do; pairs of different labels counted by sum of p (1 - p).
import numpy as np


def gini(labels):
    if labels.ndim != 1 or labels.size == 0:
        raise ValueError("labels must be one axis and not empty")
    share = np.bincount(np.unique(labels, return_inverse=True)[1]) / labels.size
    return float(np.dot(share, 1 - share))


def best_split(x, labels):
    if x.ndim != 1 or x.size < 2 or x.min() == x.max():
        raise ValueError("x must have one axis and two values")
    if labels.shape != x.shape:
        raise ValueError("labels must have the shape of x")
    x = np.array(x, dtype=float)
    parent = gini(labels)
    gains = {}
    values = sorted(set(x.tolist()))
    for below, above in zip(values, values[1:]):
        side = x <= below
        share = side.mean()
        gains[(below + above) / 2] = parent - share * gini(labels[side]) - (1 - share) * gini(labels[~side])
    threshold = max(gains, key=lambda key: round(gains[key], 12))
    return threshold, parent - gains[threshold]
