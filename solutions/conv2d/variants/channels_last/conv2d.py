"""Two-dimensional convolution, channels last: the reference solution."""

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
    x, weight, bias = _checked(x, weight, bias)
    (stride_h, stride_w), (dilation_h, dilation_w) = _pair("stride", stride, 1), _pair("dilation", dilation, 1)
    padding_h, padding_w = _pair("padding", padding, 0)

    padded = np.pad(x, ((padding_h, padding_h), (padding_w, padding_w), (0, 0)))
    reach = dilation_h * (weight.shape[0] - 1) + 1, dilation_w * (weight.shape[1] - 1) + 1  # from first tap to last
    if reach[0] > padded.shape[0] or reach[1] > padded.shape[1]:
        raise ValueError(f"weight: the kernel reaches over {reach}, larger than x with padding, {padded.shape[:2]}")

    windows = np.lib.stride_tricks.sliding_window_view(padded, reach, axis=(0, 1))  # a view, nothing is copied
    windows = windows[::stride_h, ::stride_w, :, ::dilation_h, ::dilation_w]  # (OH, OW, IC, KH, KW), still a view
    # A product copies its windows, so it takes those of one row of the output at a time.
    sums = np.stack([np.tensordot(row, weight, axes=((2, 3, 1), (0, 1, 2))) for row in windows])  # (OH, OW, OC)
    return sums + bias


def _checked(x: np.ndarray, weight: np.ndarray, bias: np.ndarray | None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the arrays, x as float64, in which no product of pixels overflows, or raise ValueError."""
    x = np.asarray(x, dtype=np.float64)
    if x.ndim != 3:
        raise ValueError(f"x: expected shape (H, W, IC), got {x.shape}")
    if weight.ndim != 4:
        raise ValueError(f"weight: expected shape (KH, KW, IC, OC), got {weight.shape}")
    if weight.shape[2] != x.shape[2]:
        raise ValueError(f"weight: expected {x.shape[2]} input channels, as many as x has, got {weight.shape[2]}")
    if bias is None:
        bias = np.zeros(weight.shape[3])
    if bias.shape != (weight.shape[3],):
        raise ValueError(f"bias: expected shape ({weight.shape[3]},), got {bias.shape}")
    return x, weight, bias


def _pair(name: str, value: int | tuple[int, int], least: int) -> tuple[int, int]:
    """Return what holds along the height and along the width, or raise ValueError."""
    pair = value if isinstance(value, tuple) else (value, value)
    if min(pair) < least:
        raise ValueError(f"{name}: expected at least {least}, got {value}")
    return pair
