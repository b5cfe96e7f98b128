"""Bilinear resizing.

The statement is in README.md; `nox -s grade -- bilinear_resize` grades this file.
"""

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
    raise NotImplementedError
