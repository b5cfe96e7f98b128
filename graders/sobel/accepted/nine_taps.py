# bonus: misses errors
# A loop over the kernel, zeros too.
import numpy as np


def sobel(image):
    kx = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    ky = kx.T
    h, w = image.shape
    padded = np.pad(image.astype(np.float64), 1, mode="reflect")
    gx, gy = np.zeros((h, w)), np.zeros((h, w))
    for i in range(3):
        for j in range(3):
            patch = padded[i : i + h, j : j + w]
            gx += kx[i, j] * patch
            gy += ky[i, j] * patch
    return gx, gy
