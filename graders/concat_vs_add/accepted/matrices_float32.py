# bonus: misses errors
# In float32, and each kernel is placed by a matrix of zeros and ones on both sides.
import numpy as np


def merge_convs(weights, biases):
    kh, kw = max(w.shape[2] for w in weights), max(w.shape[3] for w in weights)
    merged = None
    for w in weights:
        down = np.eye(kh, w.shape[2], -((kh - w.shape[2]) // 2), dtype=np.float32)
        right = np.eye(w.shape[3], kw, (kw - w.shape[3]) // 2, dtype=np.float32)
        grown = down @ w.astype(np.float32) @ right
        merged = grown if merged is None else np.append(merged, grown, axis=1)
    return merged, np.float32(biases).sum(axis=0)


def split_conv(weight, channels):
    owner = np.repeat(np.arange(len(channels)), channels)
    return [weight[:, owner == i].astype(np.float32) for i in range(len(channels))]


def tie_conv(weight, n):
    return np.einsum("ochw,k->okchw", weight, np.ones(n)).reshape(len(weight), -1, *weight.shape[2:])
