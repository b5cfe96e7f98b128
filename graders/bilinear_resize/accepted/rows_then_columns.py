# bonus: misses errors
# First along the height, then along the width, with np.ix_ left out.
import numpy as np


def _positions(n_in, n_out, align_corners):
    if align_corners:
        step = (n_in - 1) / (n_out - 1) if n_out > 1 else 0
        pos = np.arange(n_out, dtype=np.float32) * np.float32(step)
    else:
        pos = np.maximum((np.arange(n_out) + 0.5) * (n_in / n_out) - 0.5, 0)
    low = np.minimum(pos.astype(int), n_in - 1)
    high = np.minimum(low + 1, n_in - 1)
    return low, high, pos - low


def bilinear_resize(image, size, align_corners=False):
    h, w = size
    low, high, t = _positions(image.shape[0], h, align_corners)
    t = t.reshape(-1, *[1] * (image.ndim - 1))
    rows = image[low] * (1 - t) + image[high] * t
    low, high, t = _positions(image.shape[1], w, align_corners)
    t = t.reshape(1, -1, *[1] * (image.ndim - 2))
    return rows[:, low] * (1 - t) + rows[:, high] * t
