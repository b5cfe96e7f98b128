"""Two-dimensional convolution.

The statement is in README.md; `nox -s grade -- conv2d` grades this file.
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

    The kernel is not flipped. The image is padded with zeros, the kernel slides over it in steps of stride, and each
    output is the sum of weight times pixel over all input channels and taps, plus the bias of its output channel. A
    window that does not fit whole is left out. The inputs are not changed.

    Args:
        x: (IC, H, W), any real dtype, any memory layout.
        weight: (OC, IC, KH, KW), any real dtype, any memory layout. KH and KW may differ and may be even.
        bias: (OC,), one number for each output channel, or None for no bias.
        stride: from one window to the next, at least 1. Like padding and dilation it is an int for both axes or a
            tuple (along the height, along the width).
        padding: rows and columns of zeros added on each side of the image, at least 0.
        dilation: from one tap of the kernel to the next in the image, at least 1; 1 means side by side.

    Returns:
        (OC, OH, OW) float64 with OH = (H + 2 * padding - dilation * (KH - 1) - 1) // stride + 1, and OW alike.

    Raises:
        ValueError: for the bonus, an argument is bad (see the statement). The message names it.

    Example:
        >>> x = np.array([[[1.0, 2, 0, 1, 3], [0, 1, 3, 2, 1], [2, 1, 0, 1, 2], [1, 0, 2, 3, 1]]])
        >>> conv2d(x, weight=np.array([[[[1.0, 2], [0, -1]]]]))  # first: 1*1 + 2*2 + 0*0 - 1*1 = 4
        array([[[ 4., -1.,  0.,  6.],
                [ 1.,  7.,  6.,  2.],
                [ 4., -1., -1.,  4.]]])

    Source:
        torch.nn.functional.conv2d.
    """
    raise NotImplementedError
