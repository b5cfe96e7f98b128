# bonus: misses errors
# Two loops over the bins, math.floor and math.ceil, a list of vectors.
import math

import numpy as np


def adaptive_max_pool2d(x, size):
    C, H, W = x.shape
    oh, ow = size
    out = np.zeros((C, oh, ow))
    for i in range(oh):
        for j in range(ow):
            h0, h1 = math.floor(i * H / oh), math.ceil((i + 1) * H / oh)
            w0, w1 = math.floor(j * W / ow), math.ceil((j + 1) * W / ow)
            out[:, i, j] = x[:, h0:h1, w0:w1].max(axis=(1, 2))
    return out


def spatial_pyramid_pool(x, levels):
    features = []
    for n in levels:
        features.append(adaptive_max_pool2d(x, (n, n)).reshape(-1))
    return np.concatenate(features)
