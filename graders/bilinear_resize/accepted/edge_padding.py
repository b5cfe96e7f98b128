# bonus: none
# Repeats the border by np.pad, so that neither neighbour needs clamping; columns and rows in one np.ix_ each.
import numpy as np


def bilinear_resize(image, size, align_corners=False):
    image = np.asarray(image, dtype=float)
    if image.ndim not in (2, 3) or image.size == 0:
        raise ValueError(f"image must be (H, W) or (H, W, C) and not empty, not of shape {image.shape}")
    if np.ndim(size) != 1 or len(size) != 2 or not all(isinstance(n, (int, np.integer)) for n in size) or min(size) < 1:
        raise ValueError(f"size must be two integers of at least 1, not {size!r}")
    padded = np.pad(image, [(1, 1), (1, 1)] + [(0, 0)] * (image.ndim - 2), mode="edge")
    starts, weights = [], []
    for n, m in zip(image.shape, size):
        if align_corners:
            where = np.arange(m) * (n - 1) / max(m - 1, 1)
        else:
            where = (np.arange(m) + 0.5) * n / m - 0.5
        floor = np.floor(where)
        starts.append(floor.astype(int) + 1)
        weights.append(where - floor)
    (y, x), (wy, wx) = starts, weights
    extra = (1,) * (image.ndim - 2)
    wy, wx = wy.reshape(-1, 1, *extra), wx.reshape(1, -1, *extra)
    result = 0
    for down in (0, 1):
        for right in (0, 1):
            result = result + padded[np.ix_(y + down, x + right)] * abs(1 - down - wy) * abs(1 - right - wx)
    return result
