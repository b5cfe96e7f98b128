# bonus: none
# A Bernoulli mask by rng.binomial, as the definition says it; NumPy refuses a bad p in p's name.
import numpy as np


def dropout(x, p, rng, training=True):
    if not training:
        return x
    if p == 1:
        return np.zeros_like(x)
    mask = rng.binomial(1, 1 - p, size=x.shape)
    return x * mask / (1 - p)
