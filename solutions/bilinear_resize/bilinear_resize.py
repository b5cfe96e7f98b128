"""Bilinear resizing: the reference solution."""

import operator

import numpy as np


def bilinear_resize(image: np.ndarray, size: tuple[int, int], align_corners: bool = False) -> np.ndarray:
    """Return the image at another size, each new pixel a blend of the four old ones around its position.

    For each axis by itself, pixel `new` of `out` lies at this position among the `in` old ones:

        align_corners=False: max(0, (new + 0.5) * in / out - 0.5)
        align_corners=True:  new * (in - 1) / (out - 1), and 0 where out = 1

    Its neighbors are low = floor(position) and high = low + 1, or in - 1 where that lies beyond the last pixel. The
    weight of high is position - low, the weight of low is the rest to 1. No antialiasing, also when an image shrinks.
    The inputs are not changed.

    Args:
        image: (H, W) or (H, W, C), any number of channels, any real dtype, any memory layout.
        size: (out_h, out_w), the height first: a tuple or a list of two integers of at least 1, NumPy's included.
        align_corners: False lets the outer edges of both images coincide, True the centers of their corner pixels.

    Returns:
        (out_h, out_w) for (H, W), (out_h, out_w, C) for (H, W, C); float64 whatever came in, neither rounded nor
        clipped.

    Raises:
        ValueError: the image has a rank other than 2 or 3 or is empty (no channels too), or size is not a sequence of
            two integers of at least 1. The message names the argument.

    Example:
        >>> image = np.array([[10, 20, 40], [70, 140, 100]], dtype=np.uint8)
        >>> bilinear_resize(image, (4, 5))
        array([[ 10.,  14.,  20.,  32.,  40.],
               [ 25.,  35.,  50.,  53.,  55.],
               [ 55.,  77., 110.,  95.,  85.],
               [ 70.,  98., 140., 116., 100.]])
        >>> bilinear_resize(image, (4, 5), align_corners=True)
        array([[ 10.,  15.,  20.,  30.,  40.],
               [ 30.,  45.,  60.,  60.,  60.],
               [ 50.,  75., 100.,  90.,  80.],
               [ 70., 105., 140., 120., 100.]])
    """
    image, lengths = _checked(image, size)
    for axis in (1, 0):  # one axis after the other; the width first, as memory jumps least while the rows are few
        low, high, weight = _neighbors(image.shape[axis], lengths[axis], align_corners)
        weight = weight.reshape(lengths[axis], *[1] * (image.ndim - 1 - axis))  # along its axis, alike for all others
        near, far = image.take(low, axis), image.take(high, axis)
        image = near + weight * (far - near)
    return image


def _neighbors(length: int, new_length: int, align_corners: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return for each new pixel of an axis its two old neighbors and the weight of the second."""
    new = np.arange(new_length)
    if align_corners:
        position = new * (length - 1) / max(new_length - 1, 1)  # a single new pixel lies at 0
    else:
        position = np.maximum((new + 0.5) * length / new_length - 0.5, 0)
    low = position.astype(np.int64)  # drops the fraction, which rounds down, as no position is negative
    high = np.minimum(low + 1, length - 1)
    return low, high, position - low


def _checked(image: np.ndarray, size: tuple[int, int]) -> tuple[np.ndarray, tuple[int, int]]:
    """Return the image as float64, in which no difference wraps round, and the size as two integers, or raise."""
    image = np.asarray(image, dtype=np.float64)
    if image.ndim not in (2, 3):
        raise ValueError(f"image: expected shape (H, W) or (H, W, C), got {image.shape}")
    if 0 in image.shape:
        raise ValueError(f"image: expected at least one pixel and one channel, got shape {image.shape}")
    try:
        out_h, out_w = map(operator.index, size)  # takes Python's and NumPy's integers, and no floats
    except (TypeError, ValueError):
        raise ValueError(f"size: expected two integers (out_h, out_w), got {size!r}") from None
    if min(out_h, out_w) < 1:
        raise ValueError(f"size: expected at least (1, 1), got {(out_h, out_w)}")
    return image, (out_h, out_w)
