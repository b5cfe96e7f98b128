# bonus: misses errors
# As d2l.ai writes it: a mask of random numbers above p; x itself for p of 0.
import numpy as np


def dropout(x, p, rng, training=True):
    if not training:
        return x
    if p == 1:
        return np.zeros_like(x)
    if p == 0:
        return x
    mask = rng.random(x.shape) > p
    return mask * x / (1.0 - p)
