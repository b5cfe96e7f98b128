"""Grouped and depthwise separable convolution: the reference solution."""

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
    _check(x, weight, groups, stride, padding)
    n, _, height, width = x.shape
    out_channels, per_group, kh, kw = weight.shape
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    out_h = (height + 2 * padding - kh) // stride + 1
    out_w = (width + 2 * padding - kw) // stride + 1
    filters = weight.reshape(groups, out_channels // groups, per_group, kh, kw)
    out = np.zeros((n, groups, out_channels // groups, out_h * out_w))
    for i in range(kh):
        for j in range(kw):
            tap = padded[:, :, i : i + stride * out_h : stride, j : j + stride * out_w : stride]
            out += filters[..., i, j] @ tap.reshape(n, groups, per_group, out_h * out_w)
    return out.reshape(n, out_channels, out_h, out_w)


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
    if x.ndim != 4:
        raise ValueError(f"x: expected (N, C, H, W), got {x.shape}")
    channels = x.shape[1]
    if depthwise.ndim != 4 or depthwise.shape[:2] != (channels, 1):
        raise ValueError(f"depthwise: expected ({channels}, 1, kh, kw), got {depthwise.shape}")
    if pointwise.shape[1:] != (channels, 1, 1):
        raise ValueError(f"pointwise: expected (O, {channels}, 1, 1), got {pointwise.shape}")
    filtered = grouped_conv2d(x, depthwise, channels, stride, padding)
    return grouped_conv2d(filtered, pointwise)


def _check(x, weight, groups, stride, padding) -> None:
    if x.ndim != 4:
        raise ValueError(f"x: expected (N, C, H, W), got {x.shape}")
    if weight.ndim != 4:
        raise ValueError(f"weight: expected (O, C / groups, kh, kw), got {weight.shape}")
    if groups < 1 or x.shape[1] % groups or len(weight) % groups:
        raise ValueError(f"groups: {groups} does not divide {x.shape[1]} channels and {len(weight)} filters")
    if weight.shape[1] * groups != x.shape[1]:
        raise ValueError(f"weight: expected {x.shape[1] // groups} channels on axis 1, got {weight.shape}")
    if stride < 1:
        raise ValueError(f"stride: expected 1 or more, got {stride}")
    if padding < 0:
        raise ValueError(f"padding: expected 0 or more, got {padding}")
    if np.less(x.shape[2:], np.subtract(weight.shape[2:], 2 * padding)).any():
        raise ValueError(f"weight: {weight.shape[2:]} is larger than the padded image")
