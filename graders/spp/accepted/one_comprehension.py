# bonus: misses errors
# A comprehension with np.max, channels in the last axis until the end.
import numpy as np


def adaptive_max_pool2d(x, size):
    c, h, w = x.shape
    rows = [slice(i * h // size[0], ((i + 1) * h + size[0] - 1) // size[0]) for i in range(size[0])]
    cols = [slice(j * w // size[1], ((j + 1) * w + size[1] - 1) // size[1]) for j in range(size[1])]
    return np.array([[np.max(x[:, r, k].reshape(c, -1), 1) for k in cols] for r in rows]).transpose(2, 0, 1)


def spatial_pyramid_pool(x, levels):
    out = np.empty(0)
    for n in levels:
        out = np.append(out, adaptive_max_pool2d(x, (n, n)))
    return out
