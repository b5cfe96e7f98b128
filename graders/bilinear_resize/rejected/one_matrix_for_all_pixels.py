# verdict: out of memory
# Right on small images: one matrix from all old pixels to all new ones. For a photograph it would take 137 GB.
import numpy as np


def bilinear_resize(image, size, align_corners=False):
    image = np.asarray(image, dtype=float)
    if image.ndim not in (2, 3) or image.size == 0:
        raise ValueError(f"image must be (H, W) or (H, W, C) and not empty, not of shape {image.shape}")
    if np.ndim(size) != 1 or len(size) != 2 or not all(isinstance(n, (int, np.integer)) for n in size) or min(size) < 1:
        raise ValueError(f"size must be two integers of at least 1, not {size!r}")
    weights = np.kron(tents(image.shape[0], size[0], align_corners), tents(image.shape[1], size[1], align_corners))
    return (weights @ image.reshape(image.shape[0] * image.shape[1], -1)).reshape(*size, *image.shape[2:])


def tents(n, m, align_corners):
    if align_corners:
        at = np.arange(m) * (n - 1) / max(m - 1, 1)
    else:
        at = np.clip((np.arange(m) + 0.5) * n / m - 0.5, 0, n - 1)
    return np.maximum(0, 1 - np.abs(at[:, None] - np.arange(n)))
