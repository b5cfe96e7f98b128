# bonus: misses errors
# Zeros, and slices filled one after another.
import numpy as np


def merge_convs(weights, biases):
    O = weights[0].shape[0]
    C = sum(w.shape[1] for w in weights)
    KH = max(w.shape[2] for w in weights)
    KW = max(w.shape[3] for w in weights)
    weight = np.zeros((O, C, KH, KW))
    start = 0
    for w in weights:
        c, kh, kw = w.shape[1:]
        top, left = (KH - kh) // 2, (KW - kw) // 2
        weight[:, start : start + c, top : top + kh, left : left + kw] = w
        start += c
    return weight, sum(biases)


def split_conv(weight, channels):
    parts, start = [], 0
    for c in channels:
        parts.append(weight[:, start : start + c].copy())
        start += c
    return parts


def tie_conv(weight, n):
    return np.concatenate([weight] * n, axis=1)
