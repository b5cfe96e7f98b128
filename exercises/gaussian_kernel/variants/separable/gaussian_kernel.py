"""Gaussian kernel: the row that makes it.

The statement is in README.md; `nox -s grade -- gaussian_kernel/separable` grades this file.
"""

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
    raise NotImplementedError
