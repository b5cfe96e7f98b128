# bonus: misses errors
# Calls itself for each channel, floor(x + 0.5), lists of Python numbers, the least scale is 1e-8; the product multiplied out.
import numpy as np


def quantize(x, axis=None, symmetric=True):
    if axis is not None:
        q, scales, zeros = zip(*(quantize(channel, None, symmetric) for channel in np.moveaxis(x, axis, 0)))
        return np.stack(q, axis), list(scales), list(zeros)
    low, high = min(0.0, float(x.min())), max(0.0, float(x.max()))
    scale = max(max(-low, high) / 127 if symmetric else (high - low) / 255, 1e-8)
    zero = 0 if symmetric else int(np.floor(-128 - low / scale + 0.5))
    return (np.floor(x / scale + 0.5) + zero).clip(-128, 127).astype(np.int8), scale, zero


def dequantize(q, scale, zero_point, axis=None):
    axis = -1 if axis is None else axis
    return np.moveaxis((np.moveaxis(q, axis, -1).astype(float) - zero_point) * scale, -1, axis)


def quantized_matmul(qa, scale_a, zero_a, qb, scale_b, zero_b):
    a, b, zero_b = qa.astype(np.int64), qb.astype(np.int64), np.asarray(zero_b, np.int64)
    total = a @ b - zero_a * b.sum(0) - zero_b * a.sum(1, keepdims=True) + a.shape[1] * zero_a * zero_b
    return scale_a * scale_b * total
