# bonus: misses errors
# Bilinear reading is linear: a matrix of tents for rows and one for columns of each box, one einsum.
import numpy as np


def weights(start, length, bins, ratio, size):
    """(N, bins, size): how much of each row of the map goes into each bin; bilinear reading is linear."""
    n = len(start)
    pos = start[:, None] + (np.arange(bins * ratio) + 0.5) * (length / (bins * ratio))[:, None]
    ok = (pos >= -1) & (pos <= size)
    tent = np.maximum(0, 1 - np.abs(np.clip(pos, 0, size - 1)[..., None] - np.arange(size)))
    return (tent * ok[..., None]).reshape(n, bins, ratio, size).mean(axis=2)


def roi_align(features, boxes, output_size, spatial_scale=1.0, sampling_ratio=2, aligned=True):
    b = boxes * spatial_scale
    if aligned:
        b = b - 0.5
    size = b[:, 2:] - b[:, :2]
    if not aligned:
        size = np.maximum(size, 1.0)
    wy = weights(b[:, 1], size[:, 1], output_size[0], sampling_ratio, features.shape[1])
    wx = weights(b[:, 0], size[:, 0], output_size[1], sampling_ratio, features.shape[2])
    return np.einsum("nih,chw,njw->ncij", wy, features, wx, optimize=True)
