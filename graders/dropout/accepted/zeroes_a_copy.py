# bonus: none
# Draws which elements to zero, and writes into a scaled copy.
import numpy as np


def dropout(x, p, rng, training=True):
    if not 0 <= p <= 1:
        raise ValueError("p must lie in [0, 1]")
    out = np.array(x, dtype=float)
    if training and p > 0:
        out[rng.uniform(size=out.shape) < p] = 0
        if p < 1:
            out *= 1 / (1 - p)
    return out
