# bonus: misses errors
# np.interp does the work a line at a time, and repeats the ends beyond them by itself.
import numpy as np


def bilinear_resize(image, size, align_corners=False):
    image = np.asarray(image, dtype=float)
    planes = np.moveaxis(image.reshape(*image.shape[:2], -1), 2, 0)
    result = np.stack(
        [stretch(stretch(plane, size[1], align_corners).T, size[0], align_corners).T for plane in planes], -1
    )
    return result.reshape(*size, *image.shape[2:])


def stretch(plane, length, align_corners):
    old = np.arange(plane.shape[1])
    if align_corners:
        where = np.linspace(0, len(old) - 1, length)
    else:
        where = (np.arange(length) + 0.5) / length * len(old) - 0.5
    return np.array([np.interp(where, old, row) for row in plane])
