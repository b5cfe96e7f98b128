# bonus: none
# Lets the position be negative and clips both neighbours by themselves: before the first centre they are the same.
import numpy as np


def bilinear_resize(image, size, align_corners=False):
    image = np.asarray(image, dtype=float)
    if image.ndim not in (2, 3) or image.size == 0:
        raise ValueError(f"image must be (H, W) or (H, W, C) and not empty, not of shape {image.shape}")
    if np.ndim(size) != 1 or len(size) != 2 or not all(isinstance(n, (int, np.integer)) for n in size) or min(size) < 1:
        raise ValueError(f"size must be two integers of at least 1, not {size!r}")
    image = resize_first_axis(image, size[0], align_corners)
    return resize_first_axis(image.swapaxes(0, 1), size[1], align_corners).swapaxes(0, 1)


def resize_first_axis(image, m, align_corners):
    n = image.shape[0]
    scale = (n - 1) / (m - 1) if align_corners and m > 1 else 0.0 if align_corners else n / m
    shift = 0.0 if align_corners else 0.5 * (scale - 1)
    at = np.arange(m) * scale + shift
    low = np.floor(at).astype(np.int32)
    t = (at - low).reshape((m,) + (1,) * (image.ndim - 1))
    a, b = image[np.clip(low, 0, n - 1)], image[np.clip(low + 1, 0, n - 1)]
    return a + (b - a) * t
