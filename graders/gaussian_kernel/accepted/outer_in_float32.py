# bonus: misses errors, precision
# The outer product of a row with itself, in float32 as images are.
import math

import numpy as np


def gaussian_kernel(kernel_size=3, sigma=0.0):
    if sigma <= 0:
        sigma = 0.3 * ((kernel_size - 1) * 0.5 - 1) + 0.8
    half = (kernel_size - 1) / 2
    row = np.array([math.exp(-((i - half) ** 2) / (2 * sigma * sigma)) for i in range(kernel_size)], np.float32)
    row /= row.sum()
    return np.outer(row, row)
