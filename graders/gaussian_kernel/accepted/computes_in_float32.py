# bonus: misses errors, precision
# Everything in float32 from the first line.
import numpy as np


def gaussian_kernel(kernel_size=3, sigma=0.0):
    if sigma <= 0:
        sigma = 0.3 * ((kernel_size - 1) * 0.5 - 1) + 0.8
    x = np.linspace(-(kernel_size - 1) / 2, (kernel_size - 1) / 2, kernel_size, dtype=np.float32)
    k = np.exp(-np.square(x) / np.float32(2 * sigma**2))
    kernel = k[:, None] * k[None, :]
    return kernel / kernel.sum()
