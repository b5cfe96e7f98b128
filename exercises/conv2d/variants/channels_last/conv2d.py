"""Two-dimensional convolution: channels last.

The statement is in README.md; `nox -s grade -- conv2d/channels_last` grades this file.
"""

import numpy as np


def conv2d(
    x: np.ndarray,
    weight: np.ndarray,
    bias: np.ndarray | None = None,
    stride: int | tuple[int, int] = 1,
    padding: int | tuple[int, int] = 0,
    dilation: int | tuple[int, int] = 1,
) -> np.ndarray:
    """Return the cross-correlation of an image with each of OC kernels.

    Everything is as in conv2d, but for the order of the axes.

    Args:
        x: (H, W, IC), any real dtype, any memory layout.
        weight: (KH, KW, IC, OC), any real dtype, any memory layout.
        bias: (OC,), one number for each output channel, or None for no bias.
        stride: from one window to the next, at least 1. Like padding and dilation an int or a tuple (height, width).
        padding: rows and columns of zeros added on each side of the image, at least 0.
        dilation: from one tap of the kernel to the next in the image, at least 1.

    Returns:
        (OH, OW, OC) float64 with OH = (H + 2 * padding - dilation * (KH - 1) - 1) // stride + 1, and OW alike.

    Raises:
        ValueError: for the bonus, an argument is bad. The message names it.

    Example:
        >>> x = np.array([[[1.0], [2], [0]], [[0], [1], [3]]])
        >>> weight = np.array([[[[1.0]], [[2]]], [[[0]], [[-1]]]])
        >>> conv2d(x, weight)  # first: 1*1 + 2*2 + 0*0 - 1*1 = 4
        array([[[ 4.],
                [-1.]]])

    Source:
        torch.nn.functional.conv2d, with its axes in the order of tf.nn.conv2d.
    """
    raise NotImplementedError
