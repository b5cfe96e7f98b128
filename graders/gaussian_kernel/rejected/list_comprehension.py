# verdict: too slow
# Right answers from lists of lists, with NumPy at the end only.
import math

import numpy as np


def gaussian_kernel(kernel_size=3, sigma=0.0):
    k = kernel_size
    if sigma <= 0:
        sigma = 0.3 * ((k - 1) * 0.5 - 1) + 0.8
    offsets = [i - (k - 1) / 2 for i in range(k)]
    rows = [[math.exp(-(x * x + y * y) / (2 * sigma * sigma)) for x in offsets] for y in offsets]
    total = sum(map(sum, rows))
    return np.array([[value / total for value in row] for row in rows])
