# bonus: misses errors, precision
# np.maximum.reduceat on pairs of first and last index; lists for the answer.
import numpy as np


def _reduce(x, n, axis):
    length = x.shape[axis]
    first = np.arange(n) * length // n
    last = (np.arange(1, n + 1) * length + n - 1) // n
    pad = [(0, 0)] * x.ndim
    pad[axis] = (0, 1)
    x = np.pad(x, pad, mode="edge")  # so that the last index exists
    pairs = np.stack([first, last], axis=1).ravel()
    return np.take(np.maximum.reduceat(x, pairs, axis=axis), np.arange(0, 2 * n, 2), axis=axis)


def adaptive_max_pool2d(x, size):
    return _reduce(_reduce(x, size[0], 1), size[1], 2)


def spatial_pyramid_pool(x, levels):
    return [v for n in levels for v in adaptive_max_pool2d(x, [n, n]).ravel().tolist()]
