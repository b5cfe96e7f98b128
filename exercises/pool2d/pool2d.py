"""Pooling: maximum, average, global.

The statement is in README.md; `nox -s grade -- pool2d` grades this file.
"""

import numpy as np


def max_pool2d(x: np.ndarray, kernel: int, stride: int | None = None, padding: int = 0) -> np.ndarray:
    """Return the maximum of each window.

    Args:
        x: (N, C, H, W).
        kernel: height and width of a window.
        stride: from one window to the next along both axes; None for as much as the kernel.
        padding: rows and columns added on each side, at most half the kernel. They never are the maximum.

    Returns:
        (N, C, OH, OW) with OH = (H + 2 * padding - kernel) // stride + 1, and OW alike.

    Raises:
        ValueError: a shape or a number that does not fit. The message names the argument.

    Example:
        >>> max_pool2d(np.array([[[[1.0, 3, 2, 0], [4, 2, 1, 5]]]]), 2)
        array([[[[4., 5.]]]])
    """
    raise NotImplementedError


def avg_pool2d(
    x: np.ndarray, kernel: int, stride: int | None = None, padding: int = 0, count_include_pad: bool = True
) -> np.ndarray:
    """Return the mean of each window.

    Args:
        x, kernel, stride, padding: as for `max_pool2d`; the padding holds zeros.
        count_include_pad: True divides by kernel * kernel; False by the number of pixels of x in the window.

    Returns:
        (N, C, OH, OW), as for `max_pool2d`.

    Raises:
        ValueError: as for `max_pool2d`.

    Example:
        >>> avg_pool2d(np.array([[[[1.0, 3, 2, 0], [4, 2, 1, 5]]]]), 2)
        array([[[[2.5, 2. ]]]])
    """
    raise NotImplementedError


def global_avg_pool2d(x: np.ndarray) -> np.ndarray:
    """Return the mean of each channel of each image: (N, C) from (N, C, H, W).

    Raises:
        ValueError: x does not have four axes. The message names x.

    Example:
        >>> global_avg_pool2d(np.array([[[[1.0, 3, 2, 0], [4, 2, 1, 5]]]]))
        array([[2.25]])
    """
    raise NotImplementedError


def max_pool2d_backward(
    grad: np.ndarray, x: np.ndarray, kernel: int, stride: int | None = None, padding: int = 0
) -> np.ndarray:
    """Return the gradient of a loss with respect to the input of `max_pool2d`.

    Args:
        grad: (N, C, OH, OW), the gradient with respect to the output.
        x, kernel, stride, padding: what went into `max_pool2d`.

    Returns:
        (N, C, H, W). Each window's gradient goes to its maximum; where windows overlap, gradients add up.

    Raises:
        ValueError: as for `max_pool2d`, or a grad that does not have the shape of the output.

    Example:
        >>> x = np.array([[[[1.0, 3, 2, 0], [4, 2, 1, 5]]]])
        >>> max_pool2d_backward(np.array([[[[10.0, 20, 30]]]]), x, 2, 1)
        array([[[[ 0., 20.,  0.,  0.],
                 [10.,  0.,  0., 30.]]]])
    """
    raise NotImplementedError
