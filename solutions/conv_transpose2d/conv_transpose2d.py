"""Transposed convolution: the reference solution."""

import numpy as np


def conv_transpose2d(
    x: np.ndarray,
    weight: np.ndarray,
    bias: np.ndarray | None = None,
    stride: int = 1,
    padding: int = 0,
    output_padding: int = 0,
) -> np.ndarray:
    """Paint the kernel, multiplied by each pixel, at every stride-th place, and add up where copies overlap.

    Args:
        x: (IC, H, W).
        weight: (IC, OC, KH, KW): input channels first, as torch has it.
        bias: (OC,), added to every pixel of an output channel, or None.
        stride: 1 or more, the distance between the copies of neighboring pixels.
        padding: 0 or more, the number of rows and columns that are cut off on each side.
        output_padding: 0 or more and less than stride; as many rows fewer are cut off at the bottom, and columns on the
            right.

    Returns:
        (OC, OH, OW) float64 with OH = (H - 1) · stride - 2 · padding + KH + output_padding, and OW likewise.

    Raises:
        ValueError: shapes that do not fit, a stride below 1, a negative padding, an output_padding below 0 or not less
            than stride. The message names the argument.

    Example:
        >>> x, weight = np.array([[[1.0, 2], [3, 4]]]), np.array([[[[1.0, 10], [100, 1000]]]])
        >>> conv_transpose2d(x, weight)
        array([[[1.000e+00, 1.200e+01, 2.000e+01],
                [1.030e+02, 1.234e+03, 2.040e+03],
                [3.000e+02, 3.400e+03, 4.000e+03]]])
    """
    x, weight = np.asarray(x, dtype=np.float64), np.asarray(weight, dtype=np.float64)
    _check(x, weight, bias, stride, padding, output_padding)
    _, height, width = x.shape
    _, channels, kernel_h, kernel_w = weight.shape
    rows, columns = (
        stride * (height - 1) + 1,
        stride * (width - 1) + 1,
    )  # from the first pixel's place to the last one's
    canvas = np.zeros((channels, rows + kernel_h - 1 + output_padding, columns + kernel_w - 1 + output_padding))
    products = np.tensordot(weight, x, axes=(0, 0))  # (OC, KH, KW, H, W)
    for i in range(kernel_h):
        for j in range(kernel_w):
            canvas[:, i : i + rows : stride, j : j + columns : stride] += products[:, i, j]
    if bias is not None:
        canvas += np.asarray(bias, dtype=np.float64)[:, None, None]
    end_h, end_w = canvas.shape[1] - padding, canvas.shape[2] - padding
    return canvas[:, padding:end_h, padding:end_w]


def _check(
    x: np.ndarray, weight: np.ndarray, bias: np.ndarray | None, stride: int, padding: int, output_padding: int
) -> None:
    """Raise ValueError for a bad argument."""
    if x.ndim != 3:
        raise ValueError(f"x: expected shape (IC, H, W), got {x.shape}")
    if weight.ndim != 4 or len(weight) != len(x):
        raise ValueError(f"weight: expected shape ({len(x)}, OC, KH, KW) for x of {x.shape}, got {weight.shape}")
    if bias is not None and np.shape(bias) != weight.shape[1:2]:
        raise ValueError(f"bias: expected shape {weight.shape[1:2]}, got {np.shape(bias)}")
    if stride < 1:
        raise ValueError(f"stride: expected 1 or more, got {stride}")
    if padding < 0:
        raise ValueError(f"padding: expected 0 or more, got {padding}")
    if not 0 <= output_padding < stride:
        raise ValueError(f"output_padding: expected 0 to {stride - 1}, got {output_padding}")
