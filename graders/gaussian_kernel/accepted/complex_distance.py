# bonus: none
# Offsets as complex numbers, whose absolute value is the distance.
import numpy as np


def gaussian_kernel(kernel_size=3, sigma=0.0):
    if not isinstance(kernel_size, (int, np.integer)) or kernel_size < 1:
        raise ValueError(f"kernel_size must be a positive integer, not {kernel_size!r}")
    if not np.isfinite(sigma):
        raise ValueError(f"sigma must be finite, not {sigma}")
    k, sigma = int(kernel_size), float(sigma)
    if sigma <= 0:
        sigma = 0.3 * ((k - 1) * 0.5 - 1) + 0.8
    steps = np.arange(-(k - 1), k, 2) / 2
    distance = np.abs(steps + 1j * steps[:, None])
    kernel = np.exp(-0.5 * (distance / sigma) ** 2)
    kernel *= 1 / kernel.sum()
    return kernel
