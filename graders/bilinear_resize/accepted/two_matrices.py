# bonus: misses errors
# Resizing is linear in each axis: one matrix from the left, one from the right. Returns a transposed view.
import numpy as np


def bilinear_resize(image, size, align_corners=False):
    image = np.asarray(image, dtype=float)
    down = blend(image.shape[0], size[0], align_corners)
    across = blend(image.shape[1], size[1], align_corners)
    if image.ndim == 2:
        return down @ image @ across.T
    return (down @ image.transpose(2, 0, 1) @ across.T).transpose(1, 2, 0)


def blend(n, m, align_corners):
    """Row by row the weights of the n old pixels in each of the m new ones: tents around the positions."""
    if align_corners:
        position = np.linspace(0, n - 1, m)
    else:
        position = np.clip(np.linspace(0.5, m - 0.5, m) * n / m - 0.5, 0, n - 1)
    return np.maximum(0, 1 - np.abs(position[:, None] - np.arange(n)))
