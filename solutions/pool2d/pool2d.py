"""Pooling: maximum, average and global, and the gradient of the maximum: the reference solution."""

from functools import reduce

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
    return reduce(np.maximum, _taps(_padded(x, kernel, stride, padding, -np.inf), kernel, stride))


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
    total = sum(_taps(_padded(x, kernel, stride, padding, 0), kernel, stride))
    if count_include_pad:
        return total / kernel**2
    ones = np.ones((1, 1, *x.shape[2:]))
    return total / sum(_taps(_padded(ones, kernel, stride, padding, 0), kernel, stride))


def global_avg_pool2d(x: np.ndarray) -> np.ndarray:
    """Return the mean of each channel of each image: (N, C) from (N, C, H, W).

    Raises:
        ValueError: x does not have four axes. The message names x.

    Example:
        >>> global_avg_pool2d(np.array([[[[1.0, 3, 2, 0], [4, 2, 1, 5]]]]))
        array([[2.25]])
    """
    _check_axes(x)
    return x.mean(axis=(2, 3))


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
    padded = _padded(x, kernel, stride, padding, -np.inf)
    taps = _taps(padded, kernel, stride)
    best = np.argmax(taps, axis=0)  # the first of equal ones
    if grad.shape != best.shape:
        raise ValueError(f"grad: expected {best.shape}, the shape of the output, got {grad.shape}")
    total = np.zeros(padded.shape)
    for number, tap in enumerate(_taps(total, kernel, stride)):
        tap += grad * (best == number)  # a view: it adds into total
    return total[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]]


def _padded(x, kernel, stride, padding, value):
    """Return x in float64 with a frame of this value."""
    _check(x, kernel, stride, padding)
    sides = (padding, padding)
    return np.pad(x.astype(np.float64), ((0, 0), (0, 0), sides, sides), constant_values=value)


def _taps(padded, kernel, stride):
    """Return for each tap of the kernel the pixels that it meets, as a view of (N, C, OH, OW)."""
    step = kernel if stride is None else stride
    height, width = (length - kernel + 1 for length in padded.shape[2:])  # where a window may begin
    return [padded[:, :, i : i + height : step, j : j + width : step] for i in range(kernel) for j in range(kernel)]


def _check_axes(x) -> None:
    if x.ndim != 4:
        raise ValueError(f"x: expected (N, C, H, W), got {x.shape}")


def _check(x, kernel, stride, padding) -> None:
    _check_axes(x)
    if kernel < 1:
        raise ValueError(f"kernel: expected 1 or more, got {kernel}")
    if stride is not None and stride < 1:
        raise ValueError(f"stride: expected 1 or more, got {stride}")
    if padding < 0 or 2 * padding > kernel:
        raise ValueError(f"padding: expected 0 to {kernel // 2}, half the kernel, got {padding}")
    if min(x.shape[2:]) + 2 * padding < kernel:
        raise ValueError(f"kernel: {kernel} is larger than the padded image of {x.shape[2:]}")
