# bonus: none
# Integer arithmetic for the positions, by divmod on exact numerators; one channel at a time, Fortran order.
import operator

import numpy as np


def bilinear_resize(image, size, align_corners=False):
    if np.ndim(image) not in (2, 3) or 0 in np.shape(image):
        raise ValueError("image: wrong rank or empty")
    try:
        rows, columns = [operator.index(n) for n in size]
    except Exception as error:
        raise ValueError(f"size: {error}") from error
    if rows <= 0 or columns <= 0:
        raise ValueError("size: nothing to show")
    planes = image[:, :, None] if image.ndim == 2 else image
    out = np.empty((rows, columns, planes.shape[2]), order="F")
    y0, y1, y = parts(planes.shape[0], rows, align_corners)
    x0, x1, x = parts(planes.shape[1], columns, align_corners)
    for c in range(planes.shape[2]):
        plane = planes[:, :, c].astype(np.float64)
        half = plane[:, x0] * (1 - x) + plane[:, x1] * x
        out[:, :, c] = half[y0] * (1 - y)[:, None] + half[y1] * y[:, None]
    return out[:, :, 0] if image.ndim == 2 else out


def parts(n, m, align_corners):
    i = np.arange(m)
    if align_corners:
        over, under = i * (n - 1), max(m - 1, 1)
    else:
        over, under = np.maximum((2 * i + 1) * n - m, 0), 2 * m
    low, rest = np.divmod(over, under)
    return low, np.minimum(low + 1, n - 1), rest / under
