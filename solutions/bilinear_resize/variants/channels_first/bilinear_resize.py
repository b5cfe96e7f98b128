"""Bilinear resizing, channels first: the reference solution."""

import operator

import numpy as np


def bilinear_resize(image: np.ndarray, size: tuple[int, int], align_corners: bool = False) -> np.ndarray:
    """Return the image at another size, each new pixel a blend of the four old ones around its position.

    For each axis by itself, pixel `new` of `out` lies at this position among the `in` old ones:

        align_corners=False: max(0, (new + 0.5) * in / out - 0.5)
        align_corners=True:  new * (in - 1) / (out - 1), and 0 where out = 1

    Neighbors, weights and border are those of the exercise.

    Args:
        image: (H, W) or (C, H, W), any number of channels, any real dtype, any memory layout.
        size: (out_h, out_w), the height first: a tuple or a list of two integers of at least 1, NumPy's included.
        align_corners: False lets the outer edges of both images coincide, True the centers of their corner pixels.

    Returns:
        (out_h, out_w) for (H, W), (C, out_h, out_w) for (C, H, W); float64, neither rounded nor clipped.

    Raises:
        ValueError: as in the exercise. The message names the argument.

    Example:
        >>> bilinear_resize(np.array([[10, 20, 40]]), (1, 5))
        array([[10., 14., 20., 32., 40.]])
        >>> bilinear_resize(np.ones((3, 2, 2)), (4, 5)).shape
        (3, 4, 5)
    """
    image, lengths = _checked(image, size)
    for axis in (-1, -2):  # one axis after the other; the width first, as memory jumps least while the rows are few
        low, high, weight = _neighbors(image.shape[axis], lengths[axis], align_corners)
        weight = weight.reshape(lengths[axis], *[1] * (-1 - axis))  # along its axis, alike for all others
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
        raise ValueError(f"image: expected shape (H, W) or (C, H, W), got {image.shape}")
    if 0 in image.shape:
        raise ValueError(f"image: expected at least one pixel and one channel, got shape {image.shape}")
    try:
        out_h, out_w = map(operator.index, size)  # takes Python's and NumPy's integers, and no floats
    except (TypeError, ValueError):
        raise ValueError(f"size: expected two integers (out_h, out_w), got {size!r}") from None
    if min(out_h, out_w) < 1:
        raise ValueError(f"size: expected at least (1, 1), got {(out_h, out_w)}")
    return image, (out_h, out_w)
