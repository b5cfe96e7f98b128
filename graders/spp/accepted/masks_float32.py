# bonus: misses errors, precision
# Which index belongs to which bin, as a mask, and a maximum where it holds; float32.
import numpy as np


def _pool(x, n):
    """Pool the last axis."""
    index, i = np.arange(x.shape[-1]), np.arange(n)[:, None]
    inside = (index >= np.floor(i * x.shape[-1] / n)) & (index < np.ceil((i + 1) * x.shape[-1] / n))
    return np.stack([x[..., row].max(-1) for row in inside], axis=-1)


def adaptive_max_pool2d(x, size):
    x = x.astype(np.float32)
    return _pool(_pool(x, size[1]).swapaxes(1, 2), size[0]).swapaxes(1, 2)


def spatial_pyramid_pool(x, levels):
    return np.hstack([adaptive_max_pool2d(x, (n, n)).flatten() for n in levels])
