# verdict: too slow
# Right answers from plain Python lists, the tables of both axes made once, four products for each number.
import numpy as np


def bilinear_resize(image, size, align_corners=False):
    image = np.asarray(image, dtype=float)
    if image.ndim not in (2, 3) or image.size == 0:
        raise ValueError(f"image must be (H, W) or (H, W, C) and not empty, not of shape {image.shape}")
    if np.ndim(size) != 1 or len(size) != 2 or not all(isinstance(n, (int, np.integer)) for n in size) or min(size) < 1:
        raise ValueError(f"size must be two integers of at least 1, not {size!r}")
    pixels = image.reshape(*image.shape[:2], -1).tolist()
    channels = range(len(pixels[0][0]))
    result = []
    for top, bottom, dy in table(image.shape[0], size[0], align_corners):
        upper, lower, row = pixels[top], pixels[bottom], []
        for left, right, dx in table(image.shape[1], size[1], align_corners):
            a, b, c, d = (1 - dy) * (1 - dx), (1 - dy) * dx, dy * (1 - dx), dy * dx
            row.append(
                [a * upper[left][k] + b * upper[right][k] + c * lower[left][k] + d * lower[right][k] for k in channels]
            )
        result.append(row)
    return np.array(result).reshape(*size, *image.shape[2:])


def table(n, m, align_corners):
    for i in range(m):
        at = i * (n - 1) / max(m - 1, 1) if align_corners else max((i + 0.5) * n / m - 0.5, 0.0)
        yield int(at), min(int(at) + 1, n - 1), at - int(at)
