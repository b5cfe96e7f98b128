# bonus: misses errors
# A Python loop over the rows; within a row, NumPy.
import numpy as np


def gaussian_kernel(kernel_size=3, sigma=0.0):
    k, sigma = int(kernel_size), float(sigma)
    if sigma <= 0:
        sigma = 0.3 * ((k - 1) * 0.5 - 1) + 0.8
    center = (k - 1) / 2
    x = np.arange(k) - center
    kernel = np.zeros((k, k))
    for row in range(k):
        kernel[row] = np.exp(-(x**2 + (row - center) ** 2) / (2 * sigma**2))
    kernel /= np.sum(kernel)
    return kernel
