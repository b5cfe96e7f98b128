# verdict: too slow
# Right answers from a loop over the new pixels, NumPy only for the channels of each.
import numpy as np


def bilinear_resize(image, size, align_corners=False):
    image = np.asarray(image, dtype=float)
    (h, w), (out_h, out_w) = image.shape[:2], size
    result = np.zeros((out_h, out_w) + image.shape[2:])
    for i in range(out_h):
        y = source(i, h, out_h, align_corners)
        top, bottom, dy = int(y), min(int(y) + 1, h - 1), y - int(y)
        for j in range(out_w):
            x = source(j, w, out_w, align_corners)
            left, right, dx = int(x), min(int(x) + 1, w - 1), x - int(x)
            upper = image[top, left] * (1 - dx) + image[top, right] * dx
            lower = image[bottom, left] * (1 - dx) + image[bottom, right] * dx
            result[i, j] = upper * (1 - dy) + lower * dy
    return result


def source(i, n, m, align_corners):
    if align_corners:
        return i * (n - 1) / (m - 1) if m > 1 else 0.0
    return max((i + 0.5) * n / m - 0.5, 0.0)
