"""Image to columns and back.

The statement is in README.md; `nox -s grade -- im2col` grades this file.
"""

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
    raise NotImplementedError


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
    raise NotImplementedError
