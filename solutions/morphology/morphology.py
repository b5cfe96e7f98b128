"""Morphology of gray and binary images: the reference solution."""

import numpy as np


def erode(image: np.ndarray, footprint: np.ndarray) -> np.ndarray:
    """Return the minimum over the footprint around each pixel.

    Args:
        image: (H, W), any real dtype; a binary image holds 0 and 1.
        footprint: (rows, columns) of 0 and 1 or bool, both sides odd. Its middle lies on the pixel and is True.

    Returns:
        (H, W): out[r, c] is the minimum of image[r + dr, c + dc] over the True places (dr, dc) of the footprint,
        counted from its middle. What lies outside of the image does not count.

    Raises:
        ValueError: image or footprint without two axes, an even side, a middle that is False. The message names it.

    Example:
        >>> erode(np.array([[1.0, 5, 3]]), np.array([[0, 1, 1]]))
        array([[1., 3., 3.]])
    """
    return _extreme(image, footprint, np.minimum, np.inf)


def dilate(image: np.ndarray, footprint: np.ndarray) -> np.ndarray:
    """Return the maximum over the reflected footprint around each pixel.

    Args:
        image, footprint: as in `erode`.

    Returns:
        (H, W): out[r, c] is the maximum of image[r - dr, c - dc] over the True places (dr, dc) of the footprint. What
        lies outside of the image does not count.

    Raises:
        ValueError: as `erode`.

    Example:
        >>> dilate(np.array([[1.0, 5, 3]]), np.array([[0, 1, 1]]))
        array([[1., 5., 5.]])
    """
    return _extreme(image, np.flip(footprint), np.maximum, -np.inf)


def opening(image: np.ndarray, footprint: np.ndarray) -> np.ndarray:
    """Return the image eroded, then dilated: bright spots into which the footprint does not fit vanish.

    Example:
        >>> opening(np.array([[0.0, 9, 0, 9, 9]]), np.array([[0, 1, 1]]))
        array([[0., 0., 0., 9., 9.]])
    """
    return dilate(erode(image, footprint), footprint)


def closing(image: np.ndarray, footprint: np.ndarray) -> np.ndarray:
    """Return the image dilated, then eroded: dark spots into which the footprint does not fit vanish.

    Example:
        >>> closing(np.array([[9.0, 0, 9, 0, 0]]), np.array([[0, 1, 1]]))
        array([[9., 9., 9., 0., 0.]])
    """
    return erode(dilate(image, footprint), footprint)


def _extreme(image, footprint, better, outside):
    """Return the minimum or maximum over the footprint; `outside` is what never wins."""
    image = np.asarray(image, dtype=np.float64)
    if image.ndim != 2:
        raise ValueError(f"image: expected (H, W), got {image.shape}")
    if footprint.ndim != 2 or not all(side % 2 for side in footprint.shape):
        raise ValueError(f"footprint: expected two odd sides, got {footprint.shape}")
    down, right = (side // 2 for side in footprint.shape)
    if not footprint[down, right]:
        raise ValueError("footprint: its middle must be True")
    height, width = image.shape
    padded = np.pad(image, ((down, down), (right, right)), constant_values=outside)
    out = image.copy()
    for row, column in np.argwhere(footprint):
        better(out, padded[row : row + height, column : column + width], out=out)
    return out
