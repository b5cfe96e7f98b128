# bonus: misses errors
# Two passes along lines by apply_along_axis, in integers where the image holds them.
import numpy as np


def sobel(image):
    img = np.pad(np.asarray(image, dtype=int if image.dtype.kind in "iub" else float), 1, mode="reflect")

    def along_rows(k, a):
        return np.apply_along_axis(np.correlate, 1, a, k, "valid")

    smooth, diff = [1, 2, 1], [-1, 0, 1]
    gx = along_rows(diff, along_rows(smooth, img.T).T)
    gy = along_rows(smooth, along_rows(diff, img.T).T)
    return gx, gy
