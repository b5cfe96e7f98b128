# bonus: none
# Remembers kernels by both arguments exactly, and hands out copies.
from functools import lru_cache

import numpy as np


@lru_cache(maxsize=8)
def _kernel(k, sigma):
    x = np.arange(k, dtype=float)
    x -= x.mean()
    g = np.exp(x * x * (-0.5 / sigma**2))
    g /= np.linalg.norm(g, 1)
    return g[:, None] * g[None, :]


def gaussian_kernel(kernel_size=3, sigma=0.0):
    if not isinstance(kernel_size, (int, np.integer)) or kernel_size < 1:
        raise ValueError(f"kernel_size must be a positive integer, not {kernel_size!r}")
    if not np.isfinite(sigma):
        raise ValueError(f"sigma must be finite, not {sigma}")
    k, sigma = int(kernel_size), float(sigma)
    if sigma <= 0:
        sigma = 0.3 * ((k - 1) * 0.5 - 1) + 0.8
    return _kernel(k, sigma).copy()
