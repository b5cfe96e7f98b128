# bonus: misses errors
# Slices of zeros are added to, in float32; a tuple of views.
import numpy as np


def merge_convs(weights, biases):
    O = weights[0].shape[0]
    C = sum(w.shape[1] for w in weights)
    KH = max(w.shape[2] for w in weights)
    KW = max(w.shape[3] for w in weights)
    merged = np.zeros((O, C, KH, KW), dtype=np.float32)
    bias = np.zeros(O, dtype=np.float32)
    start = 0
    for w, b in zip(weights, biases):
        _, c, h, wd = w.shape
        top, left = KH // 2 - h // 2, KW // 2 - wd // 2
        merged[:, start : start + c, top : top + h, left : left + wd] += w
        bias += b
        start += c
    return merged, bias


def split_conv(weight, channels):
    parts, start = [], 0
    for c in channels:
        parts.append(weight[:, start : start + c])
        start += c
    return tuple(parts)


def tie_conv(weight, n):
    return np.concatenate([weight] * n, axis=1)
