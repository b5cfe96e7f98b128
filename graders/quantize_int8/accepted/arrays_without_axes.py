# bonus: misses errors
# Scale and zero point of the whole array are arrays of shape (); float32 on the way back.
import numpy as np


def along(a, ndim, axis):
    return a if axis is None else np.expand_dims(a, [i for i in range(ndim) if i != axis % ndim])


def quantize(x, axis=None, symmetric=True):
    others = tuple(i for i in range(x.ndim) if axis is None or i != axis % x.ndim)
    low, high = np.minimum(x.min(others), 0), np.maximum(x.max(others), 0)
    scale = np.abs(x).max(others) / 127 if symmetric else (high - low) / 255
    scale = np.where(scale == 0, 1.0, scale)
    zero = np.zeros_like(scale, dtype=int) if symmetric else np.round(-128 - low / scale).astype(int)
    q = np.round(x / along(scale, x.ndim, axis)) + along(zero, x.ndim, axis)
    return np.clip(q, -128, 127).astype(np.int8), scale, zero


def dequantize(q, scale, zero_point, axis=None):
    return (q.astype(np.float32) - along(zero_point, q.ndim, axis)) * along(scale, q.ndim, axis)


def quantized_matmul(qa, scale_a, zero_a, qb, scale_b, zero_b):
    return (qa.astype(np.int32) - zero_a) @ (qb.astype(np.int32) - zero_b) * (scale_a * scale_b)
