"""Image to columns and back: the reference solution."""

import numpy as np


def im2col(x: np.ndarray, kernel: int, stride: int = 1, padding: int = 0) -> np.ndarray:
    """Return the windows of images as columns, so that a convolution is a matrix product.

    Args:
        x: (N, C, H, W).
        kernel: height and width of a window.
        stride: from one window to the next along both axes.
        padding: rows and columns of zeros added on each side.

    Returns:
        (N, C * kernel * kernel, L) with L = OH * OW, OH = (H + 2 * padding - kernel) // stride + 1, and OW alike.
        Row (c * kernel + i) * kernel + j holds pixel (i, j) of channel c of each window; the windows come row by row.

    Raises:
        ValueError: a shape or a number that does not fit. The message names the argument.

    Example:
        >>> im2col(np.array([[[[1, 2, 3], [4, 5, 6]]]]), 2)
        array([[[1., 2.],
                [2., 3.],
                [4., 5.],
                [5., 6.]]])
    """
    n, channels, oh, ow = _sizes(x.shape, "x", kernel, stride, padding)
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    cols = np.empty((n, channels, kernel, kernel, oh, ow))
    for i, j, at in _taps(kernel, stride, oh, ow):
        cols[:, :, i, j] = padded[at]
    return cols.reshape(n, channels * kernel * kernel, oh * ow)


def col2im(
    cols: np.ndarray, shape: tuple[int, int, int, int], kernel: int, stride: int = 1, padding: int = 0
) -> np.ndarray:
    """Add the columns up where they came from: the transpose of `im2col`, and its backward pass.

    Args:
        cols: (N, C * kernel * kernel, L), as `im2col` returns it.
        shape: (N, C, H, W) of the images.
        kernel, stride, padding: as for `im2col`.

    Returns:
        An array of this shape: each pixel is the sum of the elements of cols that `im2col` copies from it.

    Raises:
        ValueError: a shape or a number that does not fit. The message names the argument.

    Example:
        >>> col2im(np.array([[[1, 2], [2, 3], [4, 5], [5, 6]]]), (1, 1, 2, 3), 2)
        array([[[[ 1.,  4.,  3.],
                 [ 4., 10.,  6.]]]])
    """
    n, channels, oh, ow = _sizes(shape, "shape", kernel, stride, padding)
    if cols.shape != (n, channels * kernel * kernel, oh * ow):
        raise ValueError(f"cols: expected {(n, channels * kernel * kernel, oh * ow)}, got {cols.shape}")
    windows = cols.reshape(n, channels, kernel, kernel, oh, ow)
    padded = np.zeros((n, channels, *(length + 2 * padding for length in shape[2:])))
    for i, j, at in _taps(kernel, stride, oh, ow):
        padded[at] += windows[:, :, i, j]
    return padded[:, :, padding : padding + shape[2], padding : padding + shape[3]]


def _taps(kernel, stride, oh, ow):
    """Yield each tap of the kernel, and where it meets the padded images in all windows."""
    for i in range(kernel):
        for j in range(kernel):
            yield i, j, np.s_[:, :, i : i + stride * (oh - 1) + 1 : stride, j : j + stride * (ow - 1) + 1 : stride]


def _sizes(shape, name, kernel, stride, padding):
    """Return N, C, OH and OW, or refuse what does not fit."""
    if len(shape) != 4:
        raise ValueError(f"{name}: expected (N, C, H, W), got {tuple(shape)}")
    for what, value, least in (("kernel", kernel, 1), ("stride", stride, 1), ("padding", padding, 0)):
        if value < least:
            raise ValueError(f"{what}: expected {least} or more, got {value}")
    if min(shape[2:]) + 2 * padding < kernel:
        raise ValueError(f"kernel: {kernel} is larger than the padded image of {name}, {tuple(shape)}")
    return *shape[:2], *((length + 2 * padding - kernel) // stride + 1 for length in shape[2:])
