# verdict: too slow
# A Python loop over the numbers.
import numpy as np


def quantize(x, axis=None, symmetric=True):
    if axis is not None:
        q, scales, zeros = zip(*(quantize(part, None, symmetric) for part in np.moveaxis(x, axis, 0)))
        return np.stack(q, axis), scales, zeros
    low, high = min(0.0, x.min()), max(0.0, x.max())
    scale = (max(-low, high) / 127 if symmetric else (high - low) / 255) or 1.0
    zero = 0 if symmetric else round(-128 - low / scale)
    q = [max(-128, min(127, round(value / scale) + zero)) for value in x.ravel()]
    return np.array(q, dtype=np.int8).reshape(x.shape), scale, zero


def dequantize(q, scale, zero_point, axis=None):
    rows = np.moveaxis(q, -1 if axis is None else axis, -1).astype(float)
    return np.moveaxis((rows - zero_point) * scale, -1, -1 if axis is None else axis)


def quantized_matmul(qa, scale_a, zero_a, qb, scale_b, zero_b):
    return (qa.astype(float) - zero_a) @ (qb.astype(float) - zero_b) * scale_a * scale_b
