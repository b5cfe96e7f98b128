# bonus: misses errors
# rng.binomial says what to zero in a copy, which is divided in place.
import numpy as np


def dropout(x, p, rng, training=True):
    if not training or p == 0.0:
        return x.copy()
    if p >= 1.0:
        return np.zeros(x.shape)
    y = x.copy()
    y[rng.binomial(1, p, size=x.shape) == 1] = 0
    y /= 1 - p
    return y
