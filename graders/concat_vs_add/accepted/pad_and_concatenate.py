# bonus: misses errors
# np.pad, np.concatenate, np.split and np.tile.
import numpy as np


def merge_convs(weights, biases):
    kh = max(w.shape[2] for w in weights)
    kw = max(w.shape[3] for w in weights)
    padded = []
    for w in weights:
        ph, pw = (kh - w.shape[2]) // 2, (kw - w.shape[3]) // 2
        padded.append(np.pad(w, ((0, 0), (0, 0), (ph, ph), (pw, pw))))
    return np.concatenate(padded, axis=1), sum(biases)


def split_conv(weight, channels):
    return np.split(weight, np.cumsum(channels)[:-1], axis=1)


def tie_conv(weight, n):
    return np.tile(weight, (1, n, 1, 1))
