# verdict: wrong answer
# What much published code does: weights from neighbours that were clamped first.
import numpy as np


def bilinear_resize(image, size, align_corners=False):
    image = np.asarray(image, dtype=float)
    if image.ndim not in (2, 3) or image.size == 0:
        raise ValueError(f"image must be (H, W) or (H, W, C) and not empty, not of shape {image.shape}")
    if np.ndim(size) != 1 or len(size) != 2 or not all(isinstance(n, (int, np.integer)) for n in size) or min(size) < 1:
        raise ValueError(f"size must be two integers of at least 1, not {size!r}")
    (h, w), (out_h, out_w) = image.shape[:2], size
    result = np.zeros((out_h, out_w) + image.shape[2:])
    for i in range(out_h):
        for j in range(out_w):
            y, x = (i + 0.5) * h / out_h - 0.5, (j + 0.5) * w / out_w - 0.5
            if align_corners:
                y, x = i * (h - 1) / max(out_h - 1, 1), j * (w - 1) / max(out_w - 1, 1)
            y, x = max(y, 0), max(x, 0)
            y0, x0 = int(y), int(x)
            y1, x1 = min(y0 + 1, h - 1), min(x0 + 1, w - 1)
            upper = (x1 - x) * image[y0, x0] + (x - x0) * image[y0, x1]
            lower = (x1 - x) * image[y1, x0] + (x - x0) * image[y1, x1]
            result[i, j] = (y1 - y) * upper + (y - y0) * lower
    return result
