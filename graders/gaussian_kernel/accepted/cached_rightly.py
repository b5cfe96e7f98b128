# bonus: misses errors
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
    k, sigma = int(kernel_size), float(sigma)
    return _kernel(k, sigma if sigma > 0 else 0.15 * k + 0.35).copy()
