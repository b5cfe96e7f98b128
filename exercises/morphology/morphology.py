"""Erosion, dilation, opening, closing.

The statement is in README.md; `nox -s grade -- morphology` grades this file.
"""

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
    raise NotImplementedError


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
    raise NotImplementedError


def opening(image: np.ndarray, footprint: np.ndarray) -> np.ndarray:
    """Return the image eroded, then dilated: bright spots into which the footprint does not fit vanish.

    Example:
        >>> opening(np.array([[0.0, 9, 0, 9, 9]]), np.array([[0, 1, 1]]))
        array([[0., 0., 0., 9., 9.]])
    """
    raise NotImplementedError


def closing(image: np.ndarray, footprint: np.ndarray) -> np.ndarray:
    """Return the image dilated, then eroded: dark spots into which the footprint does not fit vanish.

    Example:
        >>> closing(np.array([[9.0, 0, 9, 0, 0]]), np.array([[0, 1, 1]]))
        array([[9., 9., 9., 0., 0.]])
    """
    raise NotImplementedError
