# bonus: misses errors
# Float32, one gather for each of the four corners of all samples.
import numpy as np


def roi_align(features, boxes, output_size, spatial_scale=1.0, sampling_ratio=2, aligned=True):
    f = np.asarray(features, dtype=np.float32)
    c, h, w = f.shape
    b = np.asarray(boxes, dtype=np.float32) * spatial_scale
    if aligned:
        b = b - 0.5
    oh, ow = output_size
    s = sampling_ratio
    rw, rh = b[:, 2] - b[:, 0], b[:, 3] - b[:, 1]
    if not aligned:
        rw, rh = np.clip(rw, 1, None), np.clip(rh, 1, None)
    ys = b[:, 1:2] + (np.arange(oh * s) + 0.5) / (oh * s) * rh[:, None]
    xs = b[:, 0:1] + (np.arange(ow * s) + 0.5) / (ow * s) * rw[:, None]
    valid = ((ys >= -1) & (ys <= h))[:, :, None] & ((xs >= -1) & (xs <= w))[:, None, :]
    ys, xs = np.clip(ys, 0, h - 1), np.clip(xs, 0, w - 1)
    y0, x0 = np.floor(ys).astype(int), np.floor(xs).astype(int)
    y1, x1 = np.minimum(y0 + 1, h - 1), np.minimum(x0 + 1, w - 1)
    wy, wx = (ys - y0)[:, :, None], (xs - x0)[:, None, :]
    at = lambda y, x: f[:, y[:, :, None], x[:, None, :]]
    top = at(y0, x0) * (1 - wx) + at(y0, x1) * wx
    bottom = at(y1, x0) * (1 - wx) + at(y1, x1) * wx
    samples = (top * (1 - wy) + bottom * wy) * valid
    return samples.reshape(c, len(b), oh, s, ow, s).mean(axis=(3, 5)).transpose(1, 0, 2, 3)
