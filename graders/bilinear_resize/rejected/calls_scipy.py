# verdict: crashed
# Finds the positions by itself and leaves the blending to SciPy.
import numpy as np
import scipy.ndimage


def bilinear_resize(image, size, align_corners=False):
    rows, columns = ((np.arange(m) + 0.5) * n / m - 0.5 for n, m in zip(image.shape, size))
    return scipy.ndimage.map_coordinates(image.astype(float), np.meshgrid(rows, columns, indexing="ij"), order=1, mode="nearest")
