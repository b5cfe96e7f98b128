# verdict: too slow
# Right answers from np.vectorize, which calls a Python function for each number all the same.
import numpy as np


def bilinear_resize(image, size, align_corners=False):
    image = np.asarray(image, dtype=float)
    if image.ndim not in (2, 3) or image.size == 0:
        raise ValueError(f"image must be (H, W) or (H, W, C) and not empty, not of shape {image.shape}")
    if np.ndim(size) != 1 or len(size) != 2 or not all(isinstance(n, (int, np.integer)) for n in size) or min(size) < 1:
        raise ValueError(f"size must be two integers of at least 1, not {size!r}")
    (h, w), (out_h, out_w) = image.shape[:2], size
    pixels = image.reshape(h, w, -1)

    def pixel(i, j, k):
        if align_corners:
            y, x = i * (h - 1) / max(out_h - 1, 1), j * (w - 1) / max(out_w - 1, 1)
        else:
            y, x = max((i + 0.5) * h / out_h - 0.5, 0), max((j + 0.5) * w / out_w - 0.5, 0)
        top, left = int(y), int(x)
        bottom, right = min(top + 1, h - 1), min(left + 1, w - 1)
        upper = pixels[top, left, k] * (1 - x + left) + pixels[top, right, k] * (x - left)
        lower = pixels[bottom, left, k] * (1 - x + left) + pixels[bottom, right, k] * (x - left)
        return upper * (1 - y + top) + lower * (y - top)

    result = np.vectorize(pixel, otypes=[float])(*np.ogrid[:out_h, :out_w, : pixels.shape[2]])
    return result.reshape(out_h, out_w, *image.shape[2:])
