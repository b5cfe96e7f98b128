"""Depthwise separable convolution.

The statement is in README.md; `nox -s grade -- depthwise_separable` grades this file.
"""

import numpy as np


def grouped_conv2d(x: np.ndarray, weight: np.ndarray, groups: int = 1, stride: int = 1, padding: int = 0) -> np.ndarray:
    """Convolve groups of channels, each with filters of its own, as torch.nn.functional.conv2d does.

    Args:
        x: (N, C, H, W).
        weight: (O, C / groups, kh, kw); the first O / groups filters see the first C / groups channels, and so on.
        groups: divides C and O. With groups = C each filter sees one channel (depthwise).
        stride: step between windows, for both axes.
        padding: zeros added on all four sides.

    Returns:
        (N, O, out_h, out_w) with out_h = (H + 2 padding - kh) // stride + 1, and out_w alike.

    Raises:
        ValueError: shapes that do not fit, groups or stride below 1, padding below 0. The message names the argument.

    Example:
        >>> x = np.array([[[[1.0, 2]], [[3, 4]]]])  # two channels of one row
        >>> grouped_conv2d(x, np.array([[[[1.0, 10]]], [[[1, -1]]]]), groups=2)
        array([[[[21.]],
        <BLANKLINE>
                [[-1.]]]])
    """
    raise NotImplementedError


def depthwise_separable(
    x: np.ndarray, depthwise: np.ndarray, pointwise: np.ndarray, stride: int = 1, padding: int = 0
) -> np.ndarray:
    """Filter each channel by itself, then mix the channels by a 1 x 1 convolution.

    Args:
        x: (N, C, H, W).
        depthwise: (C, 1, kh, kw), a filter for each channel; stride and padding belong to this step.
        pointwise: (O, C, 1, 1), the 1 x 1 convolution.
        stride: step between windows, for both axes.
        padding: zeros added on all four sides.

    Returns:
        (N, O, out_h, out_w), the sizes as in `grouped_conv2d`.

    Raises:
        ValueError: shapes that do not fit, stride below 1, or padding below 0. The message names the argument.

    Example:
        >>> x = np.array([[[[1.0, 2]], [[3, 4]]]])
        >>> depthwise_separable(x, np.array([[[[1.0, 10]]], [[[1, -1]]]]), np.array([[[[1.0]], [[2]]]]))
        array([[[[19.]]]])
    """
    raise NotImplementedError
