"""Bilinear resizing: channels first.

The statement is in README.md; `nox -s grade -- bilinear_resize/channels_first` grades this file.
"""

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
    raise NotImplementedError
