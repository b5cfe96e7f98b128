# bonus: misses ties, errors
# In float32: all thresholds of a feature at once.
import numpy as np


def predict(x, feature, threshold, polarity):
    return np.where(x[:, feature] > threshold, 1, -1) * polarity


def decision_stump(x, y, weights):
    x, w = x.astype(np.float32), weights.astype(np.float32)
    w /= w.sum()
    found = []
    for j, column in enumerate(x.T):
        values = np.unique(column)
        cuts = (values[1:] + values[:-1]) / np.float32(2)
        says = np.where(column > cuts[:, None], 1, -1)  # (T, N)
        for polarity in (1, -1):
            errors = (polarity * says != y) @ w
            if len(cuts):
                found.append((errors.min(), j, cuts[errors.argmin()], polarity))
    error, j, cut, polarity = min(found)
    return j, cut, polarity, error
