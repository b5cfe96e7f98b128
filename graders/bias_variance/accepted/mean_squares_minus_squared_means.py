# bonus: misses precision, errors
# The variance as E[x²] − E[x]².
import numpy as np


def spread(x):
    x = np.asarray(x, dtype=float)
    return ((x**2).mean(0) - x.mean(0) ** 2).mean()


def bias_variance(predictions, labels):
    gap = predictions.mean(0) - labels.mean(0)
    return np.array([gap @ gap / len(gap), spread(predictions), spread(labels)])
