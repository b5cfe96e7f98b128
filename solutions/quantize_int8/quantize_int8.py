"""Quantisation to int8, and back, and a product of two quantised matrices: the reference solution."""

import numpy as np


def quantize(
    x: np.ndarray, axis: int | None = None, symmetric: bool = True
) -> tuple[np.ndarray, float | np.ndarray, int | np.ndarray]:
    """Return an array as int8, with what is needed to get it back. The argument is not changed.

    Args:
        x: float64 of any shape, not empty.
        axis: None for one scale for the whole array; else each index along this axis has a scale of its own, taken over
            all other axes. -1 is the last.
        symmetric: True for a zero point of 0 and numbers from -127 to 127; False for a zero point that is computed and
            numbers from -128 to 127.

    Returns:
        q, int8 in the shape of x; the scale; and the zero point: a float and an int, or with `axis` arrays of shape
        (x.shape[axis],).

    Raises:
        ValueError: x is empty or holds NaN or infinity, or there is no such axis. The message names the argument.

    Example:
        >>> quantize(np.array([-0.5, 0.2, 127.0]))
        (array([  0,   0, 127], dtype=int8), 1.0, 0)
    """
    x = np.asarray(x, dtype=np.float64)
    if not x.size or not np.isfinite(x).all():
        raise ValueError("x: expected finite numbers, one at least")
    if axis is not None and not -x.ndim <= axis < x.ndim:
        raise ValueError(f"axis: expected an axis of an array of {x.ndim}, got {axis}")
    others = None if axis is None else tuple(i for i in range(x.ndim) if i != axis % x.ndim)
    low = np.minimum(x.min(axis=others, keepdims=True), 0)
    high = np.maximum(x.max(axis=others, keepdims=True), 0)
    scale = np.maximum(-low, high) / 127 if symmetric else (high - low) / 255
    scale = np.where(scale > 0, scale, 1.0)
    zero = np.zeros_like(scale) if symmetric else np.round(-128 - low / scale)
    q = np.clip(np.round(x / scale) + zero, -128, 127).astype(np.int8)
    if axis is None:
        return q, float(scale.item()), int(zero.item())
    return q, scale.ravel(), zero.ravel().astype(np.int64)


def dequantize(
    q: np.ndarray, scale: float | np.ndarray, zero_point: int | np.ndarray, axis: int | None = None
) -> np.ndarray:
    """Return the numbers that an int8 array stands for, float64.

    Args:
        q: int8 of any shape.
        scale: a float, or with `axis` an array of shape (q.shape[axis],).
        zero_point: an int from -128 to 127, or with `axis` an array of any integer dtype of shape (q.shape[axis],).
        axis: as for `quantize`.

    Example:
        >>> dequantize(np.array([-128, -73, -23, 127], dtype=np.int8), 0.01, -73)
        array([-0.55,  0.  ,  0.5 ,  2.  ])
    """
    if axis is not None:
        along = [-1 if i == axis % q.ndim else 1 for i in range(q.ndim)]
        scale, zero_point = np.reshape(scale, along), np.reshape(zero_point, along)
    return (q.astype(np.float64) - zero_point) * scale


def quantized_matmul(
    qa: np.ndarray,
    scale_a: float,
    zero_a: int,
    qb: np.ndarray,
    scale_b: float | np.ndarray,
    zero_b: int | np.ndarray,
) -> np.ndarray:
    """Return the matrix product of two quantised matrices as float64, summed in integers.

    Args:
        qa: (M, K) int8.
        scale_a: a float.
        zero_a: an int from -128 to 127.
        qb: (K, N) int8.
        scale_b: a float, or (N,), one for each column.
        zero_b: an int from -128 to 127, or (N,) of any integer dtype.

    Returns:
        (M, N), the product of the numbers that both stand for.

    Example:
        >>> qa, qb = np.array([[-128, -23]], dtype=np.int8), np.array([[100], [50]], dtype=np.int8)
        >>> quantized_matmul(qa, 0.01, -73, qb, 0.02, 0).round(6)
        array([[-0.6]])
    """
    sums = (qa.astype(np.int32) - zero_a) @ (qb.astype(np.int32) - zero_b)
    return sums * (scale_a * scale_b)
