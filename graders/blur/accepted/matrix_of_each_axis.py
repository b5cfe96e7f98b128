# bonus: misses errors
# Blurring along an axis is a matrix: the weights summed into it where the border folds back.
import numpy as np


def _matrix(n, k, border):
    r = len(k) // 2
    mode = {"reflect": "symmetric", "reflect_101": "reflect", "replicate": "edge", "constant": "constant"}[border]
    where = np.pad(np.arange(n), r, mode=mode) if mode != "constant" else np.pad(np.arange(n), r, constant_values=n)
    m = np.zeros((n, n + 1))
    for j, weight in enumerate(k):
        m[np.arange(n), where[j : j + n]] += weight
    return m[:, :n]


def blur(image, kernel_size, sigma, border="reflect"):
    d = np.arange(kernel_size) - kernel_size // 2
    k = np.exp(-(d**2) / (2 * sigma * sigma))
    k /= k.sum()
    down, across = (_matrix(n, k, border) for n in image.shape[:2])
    return np.einsum("ih,hw...,jw->ij...", down, image.astype(float), across, optimize=True)
