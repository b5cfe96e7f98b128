# bonus: misses errors
# As MATLAB's fspecial does it: what lies below the rounding error of the largest element becomes zero.
import numpy as np


def gaussian_kernel(kernel_size=3, sigma=0.0):
    k, sigma = int(kernel_size), float(sigma)
    if sigma <= 0:
        sigma = 0.3 * ((k - 1) * 0.5 - 1) + 0.8
    half = (k - 1) / 2
    y, x = np.ogrid[-half : half + 1, -half : half + 1]
    h = np.exp(-(x * x + y * y) / (2.0 * sigma * sigma))
    h[h < np.finfo(h.dtype).eps * h.max()] = 0
    return h / h.sum()
