# verdict: out of memory
# Builds the table of all pairs of pixels to read one row of it: nothing at size 5, half a terabyte at 501.
import numpy as np


def gaussian_kernel(kernel_size=3, sigma=0.0):
    if not isinstance(kernel_size, (int, np.integer)) or kernel_size < 1:
        raise ValueError(f"kernel_size must be a positive integer, not {kernel_size!r}")
    if not np.isfinite(sigma):
        raise ValueError(f"sigma must be finite, not {sigma}")
    k, sigma = int(kernel_size), float(sigma)
    if sigma <= 0:
        sigma = 0.3 * ((k - 1) * 0.5 - 1) + 0.8
    place = np.indices((k, k)).reshape(2, -1) - (k - 1) / 2
    apart = (place[0][:, None] - place[0]) ** 2 + (place[1][:, None] - place[1]) ** 2
    first = apart[0].reshape(k, k)  # distances from the corner; those from the centre follow
    kernel = np.exp(-(first - (k - 1) * np.add.outer(np.arange(k), np.arange(k)) + (k - 1) ** 2 / 2) / (2 * sigma**2))
    return kernel / kernel.sum()
