# bonus: misses errors, precision
# Coordinates of both axes, four corners, four weights; float32 as images are.
import numpy as np


def bilinear_resize(image, size, align_corners=False):
    img = image.astype(np.float32)
    in_h, in_w = img.shape[:2]
    out_h, out_w = size
    if align_corners:
        ys = np.linspace(0, in_h - 1, out_h) if out_h > 1 else np.zeros(1)
        xs = np.linspace(0, in_w - 1, out_w) if out_w > 1 else np.zeros(1)
    else:
        ys = (np.arange(out_h) + 0.5) * in_h / out_h - 0.5
        xs = (np.arange(out_w) + 0.5) * in_w / out_w - 0.5
        ys = np.clip(ys, 0, in_h - 1)
        xs = np.clip(xs, 0, in_w - 1)
    y0 = np.floor(ys).astype(int)
    x0 = np.floor(xs).astype(int)
    y1 = np.minimum(y0 + 1, in_h - 1)
    x1 = np.minimum(x0 + 1, in_w - 1)
    wy = (ys - y0).astype(np.float32).reshape(-1, 1)
    wx = (xs - x0).astype(np.float32).reshape(1, -1)
    if img.ndim == 3:
        wy, wx = wy[..., None], wx[..., None]
    a = img[y0][:, x0]
    b = img[y0][:, x1]
    c = img[y1][:, x0]
    d = img[y1][:, x1]
    return a * (1 - wy) * (1 - wx) + b * (1 - wy) * wx + c * wy * (1 - wx) + d * wy * wx
