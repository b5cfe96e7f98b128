# bonus: misses errors
# All windows as a view, both kernels in one tensordot; float32.
import numpy as np


def sobel(image):
    kernels = np.array([[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]], dtype=np.float32)
    padded = np.pad(np.float32(image), 1, mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3))
    return np.einsum("kab,ijab->kij", kernels, windows)
