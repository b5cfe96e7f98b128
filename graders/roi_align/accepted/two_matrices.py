# bonus: misses errors
# Reading along an axis is a matrix of tents, so a box is two matrix products.
import numpy as np


def _matrix(lo, hi, bins, s, length, aligned):
    size = hi - lo
    if not aligned:
        size = np.maximum(size, 1.0)
    p = lo[:, None] + size[:, None] * (np.arange(bins * s) + 0.5) / (bins * s)
    ok = (p >= -1) & (p <= length)
    p = p.clip(0, length - 1)
    tent = np.maximum(0, 1 - np.abs(p[..., None] - np.arange(length))) * ok[..., None]
    return tent.reshape(len(lo), bins, s, length).mean(2)


def roi_align(features, boxes, output_size, spatial_scale=1.0, sampling_ratio=2, aligned=True):
    _, h, w = features.shape
    x1, y1, x2, y2 = (np.asarray(boxes, float) * spatial_scale - 0.5 * aligned).T
    down = _matrix(y1, y2, output_size[0], sampling_ratio, h, aligned)
    across = _matrix(x1, x2, output_size[1], sampling_ratio, w, aligned)
    return down[:, None] @ (features @ across.transpose(0, 2, 1)[:, None])
