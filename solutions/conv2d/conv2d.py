"""Two-dimensional convolution: the reference solution."""

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
    x, weight, bias = _checked(x, weight, bias)
    (stride_h, stride_w), (dilation_h, dilation_w) = _pair("stride", stride, 1), _pair("dilation", dilation, 1)
    padding_h, padding_w = _pair("padding", padding, 0)

    padded = np.pad(x, ((0, 0), (padding_h, padding_h), (padding_w, padding_w)))
    reach = dilation_h * (weight.shape[2] - 1) + 1, dilation_w * (weight.shape[3] - 1) + 1  # from first tap to last
    if reach[0] > padded.shape[1] or reach[1] > padded.shape[2]:
        raise ValueError(f"weight: the kernel reaches over {reach}, larger than x with padding, {padded.shape[1:]}")

    windows = np.lib.stride_tricks.sliding_window_view(padded, reach, axis=(1, 2))  # a view, nothing is copied
    windows = windows[:, ::stride_h, ::stride_w, ::dilation_h, ::dilation_w]  # (IC, OH, OW, KH, KW), still a view
    # A product copies its windows, so it takes those of one row of the output at a time.
    sums = np.stack([np.tensordot(weight, row, axes=((1, 2, 3), (0, 2, 3))) for row in windows.swapaxes(0, 1)], axis=1)
    return sums + bias[:, None, None]


def _checked(x: np.ndarray, weight: np.ndarray, bias: np.ndarray | None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the arrays, x as float64, in which no product of pixels overflows, or raise ValueError."""
    x = np.asarray(x, dtype=np.float64)
    if x.ndim != 3:
        raise ValueError(f"x: expected shape (IC, H, W), got {x.shape}")
    if weight.ndim != 4:
        raise ValueError(f"weight: expected shape (OC, IC, KH, KW), got {weight.shape}")
    if weight.shape[1] != x.shape[0]:
        raise ValueError(f"weight: expected {x.shape[0]} input channels, as many as x has, got {weight.shape[1]}")
    if bias is None:
        bias = np.zeros(len(weight))
    if bias.shape != (len(weight),):
        raise ValueError(f"bias: expected shape ({len(weight)},), got {bias.shape}")
    return x, weight, bias


def _pair(name: str, value: int | tuple[int, int], least: int) -> tuple[int, int]:
    """Return what holds along the height and along the width, or raise ValueError."""
    pair = value if isinstance(value, tuple) else (value, value)
    if min(pair) < least:
        raise ValueError(f"{name}: expected at least {least}, got {value}")
    return pair
