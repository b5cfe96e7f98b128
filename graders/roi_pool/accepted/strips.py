# bonus: misses errors
# Limits in whole numbers; the maximum of a strip of rows, then of its columns.
import math

import numpy as np


def limits(start, end, bins, size):
    first, last = math.floor(start + 0.5), math.floor(end + 0.5)
    cells = last - first + 1
    out = []
    for k in range(bins):
        lo = first + k * cells // bins
        hi = first - (-(k + 1) * cells // bins)
        out.append((min(max(lo, 0), size), min(max(hi, 0), size)))
    return out


def roi_pool(features, boxes, output_size, spatial_scale=1.0):
    c, h, w = features.shape
    oh, ow = output_size
    result = np.empty((boxes.shape[0], c, oh, ow))
    for b, (x1, y1, x2, y2) in enumerate(boxes * spatial_scale):
        rows, cols = limits(y1, y2, oh, h), limits(x1, x2, ow, w)
        # the maximum over rows and over columns can be taken one after the other
        for i, (top, bottom) in enumerate(rows):
            if bottom <= top:
                result[b, :, i] = 0
                continue
            strip = features[:, top:bottom].max(axis=1)
            for j, (left, right) in enumerate(cols):
                result[b, :, i, j] = strip[:, left:right].max(axis=1) if right > left else 0
    return result
