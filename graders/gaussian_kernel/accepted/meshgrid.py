# bonus: misses errors, precision
# A grid of coordinates and the formula, as it stands in every tutorial.
import numpy as np


def gaussian_kernel(kernel_size=3, sigma=0.0):
    if sigma <= 0:
        sigma = 0.3 * ((kernel_size - 1) * 0.5 - 1) + 0.8
    ax = np.arange(kernel_size) - (kernel_size - 1) / 2.0
    xx, yy = np.meshgrid(ax, ax)
    kernel = np.exp(-(xx**2 + yy**2) / (2.0 * sigma**2))
    return kernel / np.sum(kernel)
