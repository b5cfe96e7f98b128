"""Gaussian kernel.

The statement is in README.md; `nox -s grade -- gaussian_kernel` grades this file.
"""

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
    raise NotImplementedError
