# bonus: none
# exp only once: all weights are powers of one number.
import numpy as np


def gaussian_kernel(kernel_size=3, sigma=0.0):
    if not isinstance(kernel_size, (int, np.integer)) or kernel_size < 1:
        raise ValueError(f"kernel_size must be a positive integer, not {kernel_size!r}")
    if not np.isfinite(sigma):
        raise ValueError(f"sigma must be finite, not {sigma}")
    k, sigma = int(kernel_size), float(sigma)
    if sigma <= 0:
        sigma = 0.3 * ((k - 1) * 0.5 - 1) + 0.8
    ratio = np.exp(-1 / (2 * sigma**2))
    squares = (np.arange(k, dtype=np.longdouble) - (k - 1) / 2) ** 2
    row = np.power(ratio, squares.astype(np.float64))
    column = (row / row.sum()).reshape(-1, 1)
    return np.asfortranarray(column @ column.T)
