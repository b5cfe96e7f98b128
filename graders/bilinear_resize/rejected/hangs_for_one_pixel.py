# verdict: timed out
# Walks along the axis in steps of (in - 1) / (out - 1) until it has passed the end; a step of 0 never does.
import numpy as np


def bilinear_resize(image, size, align_corners=False):
    image = np.asarray(image, dtype=float)
    if image.ndim not in (2, 3) or image.size == 0:
        raise ValueError(f"image must be (H, W) or (H, W, C) and not empty, not of shape {image.shape}")
    if np.ndim(size) != 1 or len(size) != 2 or not all(isinstance(n, (int, np.integer)) for n in size) or min(size) < 1:
        raise ValueError(f"size must be two integers of at least 1, not {size!r}")
    for axis in (0, 1):
        image = np.moveaxis(stretched(np.moveaxis(image, axis, 0), size[axis], align_corners), 0, axis)
    return image


def stretched(image, m, align_corners):
    n = len(image)
    if align_corners:
        step = (n - 1) / (m - 1) if m > 1 else 0.0
        i, end = 0, 0.0
        while end < n - 1 - 1e-9:
            i, end = i + 1, end + step
        at = np.arange(m) * step
    else:
        at = np.clip((np.arange(m) + 0.5) * n / m - 0.5, 0, n - 1)
    low = at.astype(int)
    weight = (at - low).reshape(-1, *[1] * (image.ndim - 1))
    return (1 - weight) * image[low] + weight * image[np.minimum(low + 1, n - 1)]
