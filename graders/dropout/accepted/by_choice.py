# bonus: misses errors
# rng.choice of the two factors.
import numpy as np


def dropout(x, p, rng, training=True):
    if not training or p == 0:
        return x
    factors = np.array([0.0, 1 / (1 - p) if p < 1 else 0.0])
    return factors[rng.choice(2, size=x.shape, p=[p, 1 - p])] * x
