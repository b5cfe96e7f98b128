# verdict: wrong answer
# Draws from NumPy's global generator, which nobody can seed through rng.
import numpy as np


def dropout(x, p, rng, training=True):
    if not training:
        return x
    return np.where(np.random.rand(*x.shape) >= p, x / (1 - p), 0) if p < 1 else np.zeros(x.shape)
