# bonus: misses errors
# Four gathers for each box, by rows and then by columns.
import numpy as np


def roi_align(features, boxes, output_size, spatial_scale=1.0, sampling_ratio=2, aligned=True):
    oh, ow = output_size
    c, h, w = features.shape
    s = sampling_ratio
    results = []
    for x1, y1, x2, y2 in boxes * spatial_scale - (0.5 if aligned else 0):
        bw, bh = x2 - x1, y2 - y1
        if not aligned:
            bw, bh = max(bw, 1), max(bh, 1)
        ys = y1 + (np.arange(oh * s) + 0.5) * bh / (oh * s)
        xs = x1 + (np.arange(ow * s) + 0.5) * bw / (ow * s)
        inside = ((ys >= -1) & (ys <= h))[:, None] & ((xs >= -1) & (xs <= w))
        ys, xs = ys.clip(0, h - 1), xs.clip(0, w - 1)
        y0, x0 = np.floor(ys).astype(int), np.floor(xs).astype(int)
        y1_, x1_ = np.minimum(y0 + 1, h - 1), np.minimum(x0 + 1, w - 1)
        fy, fx = (ys - y0)[:, None], xs - x0
        top = features[:, y0][:, :, x0] * (1 - fx) + features[:, y0][:, :, x1_] * fx
        bottom = features[:, y1_][:, :, x0] * (1 - fx) + features[:, y1_][:, :, x1_] * fx
        samples = (top * (1 - fy) + bottom * fy) * inside
        results.append(samples.reshape(c, oh, s, ow, s).mean(axis=(2, 4)))
    return np.array(results).reshape(-1, c, oh, ow)
