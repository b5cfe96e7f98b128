# bonus: misses errors
# Integer arithmetic for integers, the border copied row by row.
import numpy as np


def sobel(image):
    image = np.array(image)
    if image.dtype.kind in "ub":
        image = image.astype(np.int64)
    rows = np.vstack([image[1:2], image, image[-2:-1]])
    p = np.hstack([rows[:, 1:2], rows, rows[:, -2:-1]])
    left, right = p[:, :-2], p[:, 2:]
    d = right - left
    gx = d[:-2] + d[1:-1] * 2 + d[2:]
    s = p[:, :-2] + p[:, 1:-1] * 2 + p[:, 2:]
    gy = s[2:] - s[:-2]
    return [gx, gy]
