"""Sobel gradients: the reference solution."""

import numpy as np


def sobel(image: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the gradients of a gray image across and down, by Sobel's 3 by 3 filters.

    Args:
        image: (H, W), both 2 or more, any real dtype. Beyond the border the image is mirrored at its outermost
            pixels, which are not repeated: c b | a b c.

    Returns:
        gx and gy, both (H, W) float64, of either sign. gx is positive where the image becomes brighter to the right, gy
        where it becomes brighter downwards.

    Raises:
        ValueError: an image without two axes, or with a side below 2. The message names image.

    Example:
        >>> gx, gy = sobel(np.array([[0.0, 0, 0, 0], [0, 8, 8, 8], [0, 8, 8, 8]]))
        >>> gx
        array([[ 0., 16.,  0.,  0.],
               [ 0., 24.,  0.,  0.],
               [ 0., 32.,  0.,  0.]])
    """
    image = np.asarray(image, dtype=np.float64)
    if image.ndim != 2 or min(image.shape) < 2:
        raise ValueError(f"image: expected shape (H, W) with sides of 2 or more, got {image.shape}")
    padded = np.pad(image, 1, mode="reflect")
    across = padded[:, 2:] - padded[:, :-2]
    down = padded[2:] - padded[:-2]
    gx = across[:-2] + 2 * across[1:-1] + across[2:]
    gy = down[:, :-2] + 2 * down[:, 1:-1] + down[:, 2:]
    return gx, gy
