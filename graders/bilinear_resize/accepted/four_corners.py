# bonus: none
# The formula of the textbooks: four corners, four weights, all pixels at once.
import numpy as np


def bilinear_resize(image, size, align_corners=False):
    image = np.asarray(image, dtype=float)
    if image.ndim not in (2, 3) or image.size == 0:
        raise ValueError(f"image must be (H, W) or (H, W, C) and not empty, not of shape {image.shape}")
    if np.ndim(size) != 1 or len(size) != 2 or not all(isinstance(n, (int, np.integer)) for n in size) or min(size) < 1:
        raise ValueError(f"size must be two integers of at least 1, not {size!r}")
    (h, w), (out_h, out_w) = image.shape[:2], size
    if align_corners:
        ys = np.arange(out_h) * ((h - 1) / (out_h - 1) if out_h > 1 else 0.0)
        xs = np.arange(out_w) * ((w - 1) / (out_w - 1) if out_w > 1 else 0.0)
    else:
        ys = np.clip((np.arange(out_h) + 0.5) * (h / out_h) - 0.5, 0, h - 1)
        xs = np.clip((np.arange(out_w) + 0.5) * (w / out_w) - 0.5, 0, w - 1)
    y, x = np.meshgrid(ys, xs, indexing="ij")
    y0, x0 = np.floor(y).astype(int), np.floor(x).astype(int)
    y1, x1 = np.clip(y0 + 1, 0, h - 1), np.clip(x0 + 1, 0, w - 1)
    dy, dx = y - y0, x - x0
    if image.ndim == 3:
        dy, dx = dy[..., None], dx[..., None]
    return (
        image[y0, x0] * (1 - dy) * (1 - dx)
        + image[y0, x1] * (1 - dy) * dx
        + image[y1, x0] * dy * (1 - dx)
        + image[y1, x1] * dy * dx
    )
