# bonus: misses errors
# np.split at the running sums; padding with a helper; tying through a new axis.
import numpy as np


def _center(w, size):
    extra = [(s - k) // 2 for s, k in zip(size, w.shape[2:], strict=True)]
    return np.pad(w, [(0, 0), (0, 0), (extra[0],) * 2, (extra[1],) * 2], mode="constant")


def merge_convs(weights, biases):
    size = np.max([w.shape[2:] for w in weights], axis=0)
    return np.hstack([_center(w, size) for w in weights]), np.stack(biases).sum(0)


def split_conv(weight, channels):
    return tuple(np.split(weight, np.cumsum(channels)[:-1], axis=1))


def tie_conv(weight, n):
    o, c, kh, kw = weight.shape
    return np.repeat(weight[:, None], n, axis=1).reshape(o, n * c, kh, kw)
