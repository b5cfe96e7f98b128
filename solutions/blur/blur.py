"""Gaussian blur in two passes: the reference solution."""

import numpy as np

_MODES = {"reflect": "symmetric", "reflect_101": "reflect", "replicate": "edge", "constant": "constant"}  # of np.pad


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
    if image.ndim not in (2, 3):
        raise ValueError(f"image: expected shape (H, W) or (H, W, C), got {image.shape}")
    if kernel_size < 1 or kernel_size % 2 == 0:
        raise ValueError(f"kernel_size: expected an odd number of 1 or more, got {kernel_size}")
    if not sigma > 0:
        raise ValueError(f"sigma: expected a number above 0, got {sigma}")
    if border not in _MODES:
        raise ValueError(f"border: expected one of {', '.join(_MODES)}, got {border!r}")
    radius = kernel_size // 2
    weights = np.exp(-(np.arange(-radius, radius + 1) ** 2) / (2 * sigma**2))
    weights /= weights.sum()
    for axis in (0, 1):
        length = image.shape[axis]
        widths = [(radius, radius) if number == axis else (0, 0) for number in range(image.ndim)]
        padded = np.moveaxis(np.pad(image, widths, mode=_MODES[border]), axis, 0)
        image = np.moveaxis(sum(weight * padded[k : k + length] for k, weight in enumerate(weights)), 0, axis)
    return image
