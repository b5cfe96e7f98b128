# bonus: none
# A class with properties, math.exp over one axis, math.fsum, and np.kron for the square.
import math
import numbers

import numpy as np


class Gaussian:
    def __init__(self, size, sigma):
        self.size = size
        self.sigma = sigma if sigma > 0 else 0.3 * ((size - 1) * 0.5 - 1) + 0.8

    @property
    def row(self):
        weights = [math.exp(-((i - (self.size - 1) / 2) ** 2) / (2 * self.sigma**2)) for i in range(self.size)]
        total = math.fsum(weights)
        return [weight / total for weight in weights]

    @property
    def square(self):
        row = np.array(self.row)
        return np.kron(row, row).reshape(self.size, self.size)


def gaussian_kernel(kernel_size=3, sigma=0.0):
    if not isinstance(kernel_size, numbers.Integral):
        raise ValueError("kernel_size: a whole number, please")
    if kernel_size <= 0:
        raise ValueError("kernel_size: one at least")
    if math.isnan(sigma) or math.isinf(sigma):
        raise ValueError("sigma: a number on the line, please")
    return Gaussian(int(kernel_size), float(sigma)).square
