"""Quantization to int8.

The statement is in README.md; `nox -s grade -- quantize_int8` grades this file.
"""

import numpy as np


def quantize(
    x: np.ndarray, axis: int | None = None, symmetric: bool = True
) -> tuple[np.ndarray, float | np.ndarray, int | np.ndarray]:
    """Return an array as int8, with what is needed to get it back. The argument is not changed.

    Args:
        x: float64 of any shape, not empty.
        axis: None for one scale for the whole array; else each index along this axis has a scale of its own, taken over
            all other axes. -1 is the last.
        symmetric: True for -127 to 127 and a zero point of 0; False for -128 to 127 and a computed one.

    Returns:
        q, int8 in the shape of x; the scale; and the zero point: a float and an int, or with `axis` arrays of shape
        (x.shape[axis],).

    Raises:
        ValueError: x is empty or holds NaN or infinity, or there is no such axis. The message names the argument.

    Example:
        >>> quantize(np.array([-0.5, 0.2, 127.0]))
        (array([  0,   0, 127], dtype=int8), 1.0, 0)
    """
    raise NotImplementedError


def dequantize(
    q: np.ndarray, scale: float | np.ndarray, zero_point: int | np.ndarray, axis: int | None = None
) -> np.ndarray:
    """Return the numbers that an int8 array stands for, float64.

    Args:
        q: int8 of any shape.
        scale: a float, or with `axis` an array of shape (q.shape[axis],).
        zero_point: an int from -128 to 127, or with `axis` an int64 array of shape (q.shape[axis],).
        axis: as for `quantize`.

    Example:
        >>> dequantize(np.array([-128, -73, -23, 127], dtype=np.int8), 0.01, -73)
        array([-0.55,  0.  ,  0.5 ,  2.  ])
    """
    raise NotImplementedError


def quantized_matmul(
    qa: np.ndarray, scale_a: float, zero_a: int, qb: np.ndarray, scale_b: float | np.ndarray, zero_b: int | np.ndarray
) -> np.ndarray:
    """Return the product of the matrices that both stand for, (M, N) float64, summed in integers.

    Args:
        qa: (M, K) int8.
        scale_a: a float.
        zero_a: an int from -128 to 127.
        qb: (K, N) int8.
        scale_b: a float, or (N,), one for each column.
        zero_b: an int from -128 to 127, or (N,) int64.
    """
    raise NotImplementedError
