# bonus: none
# Walks along each axis by adding up the step, as hand-written C does, and finds the neighbours by np.searchsorted.
import itertools

import numpy as np


def bilinear_resize(image, size, align_corners=False):
    image = np.asarray(image, dtype=float)
    if image.ndim not in (2, 3) or image.size == 0:
        raise ValueError(f"image must be (H, W) or (H, W, C) and not empty, not of shape {image.shape}")
    if np.ndim(size) != 1 or len(size) != 2 or not all(isinstance(n, (int, np.integer)) for n in size) or min(size) < 1:
        raise ValueError(f"size must be two integers of at least 1, not {size!r}")
    for axis, m in enumerate(size):
        n = image.shape[axis]
        if align_corners:
            start, step = 0.0, (n - 1) / max(m - 1, 1)
        else:
            start, step = 0.5 * n / m - 0.5, n / m
        at = np.array(list(itertools.accumulate([step] * (m - 1), initial=start)))
        at = at.clip(0, n - 1)
        high = np.searchsorted(np.arange(n), at, side="left")
        low = np.maximum(high - 1, 0)
        weight = np.where(high > 0, high - at, 0.0)
        image = np.moveaxis(image, axis, -1)
        image = weight * image[..., low] + (1 - weight) * image[..., high]
        image = np.moveaxis(image, -1, axis)
    return image
