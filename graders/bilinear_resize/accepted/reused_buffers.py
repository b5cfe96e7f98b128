# bonus: none
# The same sums with out= and in-place operators on arrays of its own, flat rows of memory, and a view at the end.
import numpy as np


def bilinear_resize(image, size, align_corners=False):
    image = np.asarray(image, dtype=float)
    if image.ndim not in (2, 3) or image.size == 0:
        raise ValueError(f"image must be (H, W) or (H, W, C) and not empty, not of shape {image.shape}")
    if np.ndim(size) != 1 or len(size) != 2 or not all(isinstance(n, (int, np.integer)) for n in size) or min(size) < 1:
        raise ValueError(f"size must be two integers of at least 1, not {size!r}")
    (h, w), (out_h, out_w) = image.shape[:2], (int(size[0]), int(size[1]))
    depth = image.size // (h * w)
    flat = np.ascontiguousarray(image).reshape(h, w * depth)
    left, right, share = table(w, out_w, align_corners)
    channel = np.arange(depth)
    near = np.take(flat, (left[:, None] * depth + channel).ravel(), axis=1)
    far = np.take(flat, (right[:, None] * depth + channel).ravel(), axis=1)
    far -= near
    far *= np.repeat(share, depth)
    far += near
    top, bottom, share = table(h, out_h, align_corners)
    result = far[bottom]
    near = far[top]
    np.subtract(result, near, out=result)
    np.multiply(result, share[:, None], out=result)
    np.add(result, near, out=result)
    return result.reshape(out_h, out_w, *image.shape[2:])


def table(n, m, align_corners):
    """Three columns, filled in a plain loop: an axis has few entries."""
    low, high, share = np.zeros(m, int), np.zeros(m, int), np.zeros(m)
    for i in range(m):
        at = (i + 0.5) * n / m - 0.5
        if align_corners:
            at = i * (n - 1) / (m - 1) if m > 1 else 0
        at = max(at, 0)
        low[i] = int(at)
        high[i] = min(int(at) + 1, n - 1)
        share[i] = at - int(at)
    return low, high, share
