# verdict: too slow
# A draw and a decision for each element by itself.
import numpy as np


def dropout(x, p, rng, training=True):
    out = np.array(x, dtype=float)
    if training:
        for place in np.ndindex(x.shape):
            out[place] = x[place] / (1 - p) if rng.uniform() >= p else 0.0
    return out
