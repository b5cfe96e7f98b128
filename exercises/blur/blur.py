"""Gaussian blur in two passes.

The statement is in README.md; `nox -s grade -- blur` grades this file.
"""

import numpy as np


def blur(image: np.ndarray, kernel_size: int, sigma: float, border: str = "reflect") -> np.ndarray:
    """Blur an image with a Gaussian kernel, first along one axis, then along the other.

    Args:
        image: (H, W), or (H, W, C) with channels that are blurred each by itself; any real dtype. H and W are
            larger than kernel_size // 2.
        kernel_size: odd, 1 or more; the number of weights along each axis.
        sigma: above 0, in pixels; the weight at distance d is exp(-d² / (2 sigma²)), and all weights add up to 1.
        border: what lies beyond the image a b c d: "reflect" b a | a b c d | d c, "reflect_101" c b | a b c d | c b,
            "replicate" a a | a b c d | d d, or "constant" 0 0 | a b c d | 0 0.

    Returns:
        The shape of image, float64, not rounded.

    Raises:
        ValueError: a bad shape, an even kernel_size or one below 1, a sigma of 0 or less, an unknown border. The
            message names the argument.

    Example:
        >>> blur(np.array([[16.0, 0, 0, 0], [16, 0, 0, 0], [16, 0, 0, 0]]), 3, 0.849322).round(3)
        array([[12.,  4.,  0.,  0.],
               [12.,  4.,  0.,  0.],
               [12.,  4.,  0.,  0.]])
    """
    raise NotImplementedError
