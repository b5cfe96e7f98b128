# verdict: wrong answer
# Keeps its kernels in a dictionary whose key holds sigma to one digit.
import numpy as np

kernels = {}


def gaussian_kernel(kernel_size=3, sigma=0.0):
    k = kernel_size
    if sigma <= 0:
        sigma = 0.3 * ((k - 1) * 0.5 - 1) + 0.8
    key = (k, round(sigma, 1))
    if key not in kernels:
        offsets = np.arange(k) - (k - 1) / 2
        kernel = np.exp(-(offsets[:, None] ** 2 + offsets**2) / (2 * sigma**2))
        kernels[key] = kernel / kernel.sum()
    return kernels[key]
