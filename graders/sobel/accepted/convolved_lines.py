# bonus: misses errors
# np.convolve for each row and column, with the difference written the way convolution flips it.
import numpy as np


def _lines(a, k):
    return np.array([np.convolve(line, k, mode="valid") for line in a])


def sobel(image):
    p = np.pad(np.asarray(image, float), 1, mode="reflect")
    smooth, diff = [1, 2, 1], [1, 0, -1]
    gx = _lines(_lines(p, diff).T, smooth).T
    gy = _lines(_lines(p, smooth).T, diff).T
    return gx, gy
