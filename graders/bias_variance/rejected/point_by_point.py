# verdict: too slow
# A loop over the points, with NumPy for the numbers of each.
import numpy as np


def bias_variance(predictions, labels):
    parts = [
        ((np.mean(p) - np.mean(y)) ** 2, np.var(p), np.var(y)) for p, y in zip(predictions.T, labels.T, strict=True)
    ]
    return tuple(np.mean(parts, axis=0))
