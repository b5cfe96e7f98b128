# verdict: wrong answer
# Draws one mask for each shape and uses it in all calls.
import numpy as np

masks = {}


def dropout(x, p, rng, training=True):
    if not training:
        return x
    key = x.shape, p
    if key not in masks:
        masks[key] = (rng.random(x.shape) >= p) / (1 - p) if p < 1 else np.zeros(x.shape)
    return x * masks[key]
