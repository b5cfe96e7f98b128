# bonus: none
# The density of the standard library's normal distribution, in Python floats; NumPy multiplies at the end.
from statistics import NormalDist

import numpy as np


def gaussian_kernel(kernel_size=3, sigma=0.0):
    if not isinstance(kernel_size, (int, np.integer)) or kernel_size < 1:
        raise ValueError(f"kernel_size must be a positive integer, not {kernel_size!r}")
    if not np.isfinite(sigma):
        raise ValueError(f"sigma must be finite, not {sigma}")
    k, sigma = int(kernel_size), float(sigma)
    if sigma <= 0:
        sigma = 0.3 * ((k - 1) * 0.5 - 1) + 0.8
    bell = NormalDist(0.0, sigma)
    row = np.array([bell.pdf(i - (k - 1) / 2) for i in range(k)])
    kernel = np.einsum("i,j->ij", row, row)
    return kernel / np.einsum("ij->", kernel)
