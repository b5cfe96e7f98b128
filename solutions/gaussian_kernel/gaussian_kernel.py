"""Gaussian kernel: the reference solution."""

import math
import operator

import numpy as np


def gaussian_kernel(kernel_size: int = 3, sigma: float = 0.0) -> np.ndarray:
    """Return the square kernel of a Gaussian blur, with sum 1.

    The element at distance x and y from the center is proportional to exp(-(x**2 + y**2) / (2 * sigma**2)). The center
    lies at (k - 1) / 2 on both axes, between pixels when k is even: the offsets of size 4 are -1.5, -0.5, 0.5 and 1.5.

    Args:
        kernel_size: k, rows and columns of the kernel; at least 1, odd or even. An integer of Python or of NumPy.
        sigma: standard deviation in pixels, a real number of Python or of NumPy. Zero or less means "not given", and
            then sigma is 0.3 * ((k - 1) * 0.5 - 1) + 0.8.

    Returns:
        (k, k) float64, symmetric, with sum 1. Computed in float64, whatever the dtype of sigma.

    Raises:
        ValueError: kernel_size is not an integer or below 1, or sigma is NaN or infinite. The message names the
            argument.

    Example:
        >>> gaussian_kernel(4, 1.1).round(4)
        array([[0.0232, 0.0529, 0.0529, 0.0232],
               [0.0529, 0.121 , 0.121 , 0.0529],
               [0.0529, 0.121 , 0.121 , 0.0529],
               [0.0232, 0.0529, 0.0529, 0.0232]])

    Source:
        The documentation of OpenCV's getGaussianKernel; even sizes as scipy.signal.windows.gaussian.
    """
    size, sigma = _checked(kernel_size, sigma)
    if sigma <= 0:
        sigma = 0.3 * ((size - 1) * 0.5 - 1) + 0.8

    offsets = np.arange(size) - (size - 1) / 2  # from the center, which lies between two pixels when the size is even
    weights = np.exp(-((offsets / sigma) ** 2) / 2)
    weights /= weights.sum()
    return np.outer(weights, weights)  # its sum is the product of the two sums, 1 times 1


def _checked(kernel_size: int, sigma: float) -> tuple[int, float]:
    """Return both as plain Python numbers, whose arithmetic neither overflows nor rounds early, or raise ValueError."""
    try:
        size = operator.index(kernel_size)  # an integer of Python or of NumPy, and nothing else
    except TypeError:
        raise ValueError(f"kernel_size: expected an integer, got {kernel_size!r}") from None
    if size < 1:
        raise ValueError(f"kernel_size: expected at least 1, got {size}")
    sigma = float(sigma)
    if not math.isfinite(sigma):
        raise ValueError(f"sigma: expected a finite number, got {sigma}")
    return size, sigma
