# verdict: crashed
# Blurs a single bright pixel with a library.
import numpy as np
import scipy.ndimage


def gaussian_kernel(kernel_size=3, sigma=0.0):
    if not isinstance(kernel_size, (int, np.integer)) or kernel_size < 1:
        raise ValueError(f"kernel_size must be a positive integer, not {kernel_size!r}")
    if not np.isfinite(sigma):
        raise ValueError(f"sigma must be finite, not {sigma}")
    k, sigma = int(kernel_size), float(sigma)
    if sigma <= 0:
        sigma = 0.3 * ((k - 1) * 0.5 - 1) + 0.8
    impulse = np.zeros((k, k))
    impulse[k // 2, k // 2] = 1.0
    kernel = scipy.ndimage.gaussian_filter(impulse, sigma, mode="constant")
    return kernel / kernel.sum()
