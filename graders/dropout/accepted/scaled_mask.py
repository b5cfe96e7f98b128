# bonus: misses errors
# The mask holds 0 or the scale; float32.
import numpy as np


def dropout(x, p, rng, training=True):
    keep_prob = 1.0 - p
    if training and keep_prob > 0:
        mask = (rng.random(x.shape, dtype=np.float32) < keep_prob).astype(np.float32) / np.float32(keep_prob)
        return x.astype(np.float32) * mask
    return x * 0 if training else x.copy()
