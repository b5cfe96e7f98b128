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

    The kernel is not flipped. The image is padded with zeros, the kernel slides over it in steps of stride, and each
    output is the sum of weight times pixel over all input channels and taps, plus the bias of its output channel. A
    window that does not fit whole is left out. The inputs are not changed.

    Args:
        x: (H, W, IC), any real dtype, any memory layout. H and W may be 0.
        weight: (KH, KW, IC, OC), any real dtype, any memory layout. KH and KW may differ and may be even.
        bias: (OC,), one number for each output channel, or None for no bias.
        stride: from one window to the next, at least 1. Like padding and dilation it is an int for both axes or a
            tuple (along the height, along the width).
        padding: rows and columns of zeros added on each side of the image, at least 0.
        dilation: from one tap of the kernel to the next in the image, at least 1; 1 means side by side.

    Returns:
        (OH, OW, OC) float64 with OH = (H + 2 * padding - dilation * (KH - 1) - 1) // stride + 1, and OW alike.

    Raises:
        ValueError: x has not 3 axes, or weight not 4; their input channels differ; bias has another shape than (OC,);
            the kernel, spread by its dilation, is larger than the padded image; stride or dilation is below 1,
            or padding below 0. The message names the argument.

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
    bands = np.array_split(windows, -(-len(windows) // 8))  # a product copies its windows: 8 rows of them at a time
    sums = np.concatenate([np.tensordot(band, weight, axes=((3, 4, 2), (0, 1, 2))) for band in bands])  # (OH, OW, OC)
    return sums + bias


def _checked(x: np.ndarray, weight: np.ndarray, bias: np.ndarray | None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the three arrays as float64, in which no product of pixels overflows, or raise ValueError."""
    x = np.asarray(x, dtype=np.float64)
    weight = np.asarray(weight, dtype=np.float64)
    if x.ndim != 3:
        raise ValueError(f"x: expected shape (H, W, IC), got {x.shape}")
    if weight.ndim != 4:
        raise ValueError(f"weight: expected shape (KH, KW, IC, OC), got {weight.shape}")
    if weight.shape[2] != x.shape[2]:
        raise ValueError(f"weight: expected {x.shape[2]} input channels, as many as x has, got {weight.shape[2]}")
    outputs = weight.shape[3]
    bias = np.zeros(outputs) if bias is None else np.asarray(bias, dtype=np.float64)
    if bias.shape != (outputs,):
        raise ValueError(f"bias: expected shape ({outputs},), got {bias.shape}")
    return x, weight, bias


def _pair(name: str, value: int | tuple[int, int], least: int) -> tuple[int, int]:
    """Return what holds along the height and along the width, or raise ValueError."""
    pair = value if isinstance(value, tuple) else (value, value)
    if min(pair) < least:
        raise ValueError(f"{name}: expected at least {least}, got {value}")
    return pair
