"""Canny's edge detector, step by step: the reference solution."""

import numpy as np

# The neighbor ahead along the gradient, as (rows, columns), for each sector; the one behind lies opposite.
_AHEAD = ((0, 1), (1, 1), (1, 0), (1, -1))


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
    image = np.asarray(image, dtype=np.float64)
    _check_axes("image", image)
    padded = np.pad(image, 1, mode="edge")
    across, down = padded[:, 2:] - padded[:, :-2], padded[2:] - padded[:-2]
    gx = across[:-2] + 2 * across[1:-1] + across[2:]
    gy = down[:, :-2] + 2 * down[:, 1:-1] + down[:, 2:]
    return np.hypot(gx, gy), np.rint(np.arctan2(gy, gx) * (4 / np.pi)).astype(int) % 4


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
    _check_axes("magnitude", magnitude)
    if sector.shape != magnitude.shape:
        raise ValueError(f"sector: expected {magnitude.shape}, got {sector.shape}")
    height, width = magnitude.shape
    padded = np.pad(magnitude, 1)
    stays = np.zeros(magnitude.shape, dtype=bool)
    for number, (dr, dc) in enumerate(_AHEAD):
        ahead = padded[1 + dr : 1 + dr + height, 1 + dc : 1 + dc + width]
        behind = padded[1 - dr : 1 - dr + height, 1 - dc : 1 - dc + width]
        stays |= (sector == number) & (magnitude >= ahead) & (magnitude >= behind)
    return np.where(stays, magnitude, 0)


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
    _check_axes("magnitude", magnitude)
    if low > high:
        raise ValueError(f"low: expected at most {high}, the other threshold, got {low}")
    height, width = magnitude.shape
    weak, edges = magnitude > low, magnitude > high
    count = -1
    while edges.sum() != count:
        count = edges.sum()
        padded = np.pad(edges, 1)
        near = [padded[r : r + height, c : c + width] for r in range(3) for c in range(3)]
        edges = weak & np.any(near, axis=0)
    return edges


def canny(image: np.ndarray, low: float, high: float) -> np.ndarray:
    """Return the edges of a gray image: the three steps one after the other.

    Arguments, result and errors are those of `gradient` and `hysteresis`.

    Example:
        >>> canny(np.array([[0.0, 1, 3]]), 5, 10)
        array([[False,  True, False]])
    """
    return hysteresis(thin(*gradient(image)), low, high)


def _check_axes(name, array) -> None:
    if array.ndim != 2:
        raise ValueError(f"{name}: expected (H, W), got {array.shape}")
