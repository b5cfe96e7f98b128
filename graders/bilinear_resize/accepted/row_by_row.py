# bonus: misses errors
# A loop over the new rows, each of them vectorized; the old rows are blended first.
import numpy as np


def bilinear_resize(image, size, align_corners=False):
    image = np.asarray(image, dtype=float)
    height, width = image.shape[:2]
    rows, columns = int(size[0]), int(size[1])
    left, right, share = line(width, columns, align_corners)
    if image.ndim == 3:
        share = share[:, np.newaxis]
    result = np.zeros((rows, columns) + image.shape[2:])
    for i, (top, bottom, part) in enumerate(zip(*line(height, rows, align_corners))):
        row = image[top] + part * (image[bottom] - image[top])
        result[i] = row[left] + share * (row[right] - row[left])
    return result


def line(n, m, align_corners):
    at = np.arange(m, dtype=float)
    if not align_corners:
        at = (2 * at + 1) * n / (2 * m) - 0.5
    elif m > 1:
        at *= n - 1
        at /= m - 1
    at[at < 0] = 0
    fraction, whole = np.modf(at)
    first = whole.astype(int)
    return first, np.where(first + 1 < n, first + 1, first), fraction
