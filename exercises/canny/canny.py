"""Canny's edge detector.

The statement is in README.md; `nox -s grade -- canny` grades this file.
"""

import numpy as np


def gradient(image: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the length of Sobel's gradient, and to which of four directions it is nearest.

    Args:
        image: (H, W), any real dtype. Beyond the border its outermost pixels are repeated.

    Returns:
        magnitude: (H, W), the root of gx² + gy².
        sector: (H, W) integers: 0 for a gradient to the right or left, 1 down right or up left, 2 down or up, 3 down
            left or up right. Anything where the magnitude is 0.

    Raises:
        ValueError: image has not two axes. The message names the argument.

    Example:
        >>> magnitude, sector = gradient(np.array([[0.0, 1, 3]]))
        >>> magnitude, sector
        (array([[ 4., 12.,  8.]]), array([[0, 0, 0]]))
    """
    raise NotImplementedError


def thin(magnitude: np.ndarray, sector: np.ndarray) -> np.ndarray:
    """Set each magnitude to 0 that is smaller than that of a neighbor along its gradient.

    Args:
        magnitude, sector: (H, W) both, as `gradient` returns them.

    Returns:
        (H, W): the magnitudes that are left, and 0.

    Raises:
        ValueError: magnitude has not two axes, or sector another shape. The message names the argument.

    Example:
        >>> thin(np.array([[4.0, 12, 8]]), np.array([[0, 0, 0]]))
        array([[ 0., 12.,  0.]])
    """
    raise NotImplementedError


def hysteresis(magnitude: np.ndarray, low: float, high: float) -> np.ndarray:
    """Return which pixels are edges: those above `high`, and those above `low` that are connected with one of them.

    Args:
        magnitude: (H, W).
        low, high: the thresholds, low <= high.

    Returns:
        (H, W) bool. Pixels are connected if one can walk from one to the other over pixels above `low`, in any of eight
        directions.

    Raises:
        ValueError: magnitude has not two axes, or low is above high. The message names the argument.

    Example:
        >>> hysteresis(np.array([[3, 3, 9, 0, 3]]), 2, 5)
        array([[ True,  True,  True, False, False]])
    """
    raise NotImplementedError


def canny(image: np.ndarray, low: float, high: float) -> np.ndarray:
    """Return the edges of a gray image: the three steps one after the other.

    Arguments, result and errors are those of `gradient` and `hysteresis`.

    Example:
        >>> canny(np.array([[0.0, 1, 3]]), 5, 10)
        array([[False,  True, False]])
    """
    raise NotImplementedError
