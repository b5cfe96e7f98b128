"""Sinusoidal positional encoding: the reference solution."""

import numpy as np


def positional_encoding(length: int, dim: int, base: float = 10000.0) -> np.ndarray:
    """Return the sinusoidal encoding of the positions 0 to length - 1.

    Args:
        length: number of positions.
        dim: number of columns, even or odd.
        base: of the wavelengths.

    Returns:
        (length, dim) float64. Column 2 i holds sin(p / base ** (2 i / dim)) of position p, column 2 i + 1 the cosine of
        the same angle. An odd dim ends with a sine.

    Raises:
        ValueError: length or dim is less than 1. The message names the argument.

    Example:
        >>> positional_encoding(3, 4, base=100.0).round(4)
        array([[ 0.    ,  1.    ,  0.    ,  1.    ],
               [ 0.8415,  0.5403,  0.0998,  0.995 ],
               [ 0.9093, -0.4161,  0.1987,  0.9801]])

    Source:
        Vaswani and others, Attention Is All You Need, 2017, section 3.5.
    """
    if length < 1:
        raise ValueError(f"length: expected 1 or more, got {length}")
    if dim < 1:
        raise ValueError(f"dim: expected 1 or more, got {dim}")
    angles = np.arange(length)[:, None] / base ** (np.arange(0, dim, 2) / dim)
    encoding = np.empty((length, dim))
    encoding[:, ::2] = np.sin(angles)
    encoding[:, 1::2] = np.cos(angles[:, : dim // 2])
    return encoding
