"""The row of a Gaussian kernel: the reference solution."""

import math
import operator

import numpy as np


def gaussian_kernel(kernel_size: int = 3, sigma: float = 0.0) -> np.ndarray:
    """Return the weights of a separable Gaussian blur along one axis, with sum 1.

    The weight at distance x from the center is proportional to exp(-x**2 / (2 * sigma**2)). The center lies at
    (k - 1) / 2, between pixels when k is even: the offsets of size 4 are -1.5, -0.5, 0.5 and 1.5.

    Args:
        kernel_size: k, the number of weights; at least 1, odd or even. An integer of Python or of NumPy.
        sigma: standard deviation in pixels, a real number of Python or of NumPy. Zero or less means "not given", and
            then sigma is 0.3 * ((k - 1) * 0.5 - 1) + 0.8.

    Returns:
        (k,) float64 with sum 1; its outer product with itself is the two-dimensional kernel.

    Raises:
        ValueError: as in the exercise. The message names the argument.

    Example:
        >>> gaussian_kernel(5, 1.1).round(4)
        array([0.0708, 0.2445, 0.3695, 0.2445, 0.0708])
    """
    size, sigma = _checked(kernel_size, sigma)
    if sigma <= 0:
        sigma = 0.3 * ((size - 1) * 0.5 - 1) + 0.8

    offsets = np.arange(size) - (size - 1) / 2  # from the center, which lies between two pixels when the size is even
    weights = np.exp(-((offsets / sigma) ** 2) / 2)
    return weights / weights.sum()


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
