# verdict: too slow
# Python loops over channels and pixels.
import math

import numpy as np


def adaptive_max_pool2d(x, size):
    channels, height, width = x.shape
    out = np.full((channels, *size), -np.inf)
    for c in range(channels):
        for i in range(size[0]):
            for j in range(size[1]):
                for r in range(i * height // size[0], math.ceil((i + 1) * height / size[0])):
                    for k in range(j * width // size[1], math.ceil((j + 1) * width / size[1])):
                        out[c, i, j] = max(out[c, i, j], x[c, r, k])
    return out


def spatial_pyramid_pool(x, levels):
    return np.concatenate([adaptive_max_pool2d(x, (n, n)).ravel() for n in levels])
