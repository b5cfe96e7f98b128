# bonus: none
# Carries the textbook's factor as well, which the division by the sum takes out again; the rule multiplied out.
import numpy as np


def gaussian_kernel(kernel_size=3, sigma=0.0):
    if not isinstance(kernel_size, (int, np.integer)) or kernel_size < 1:
        raise ValueError(f"kernel_size must be a positive integer, not {kernel_size!r}")
    if not np.isfinite(sigma):
        raise ValueError(f"sigma must be finite, not {sigma}")
    k, sigma = int(kernel_size), float(sigma)

    def density(row, column):
        squared = (row - (k - 1) / 2) ** 2 + (column - (k - 1) / 2) ** 2
        return 1 / (2 * np.pi * sigma**2) * np.exp(-squared / (2 * sigma**2))

    if sigma <= 0:
        sigma = 0.15 * k + 0.35
    kernel = np.fromfunction(density, (k, k))
    return np.divide(kernel, kernel.sum())
