# bonus: misses errors
# Moves the axis to the end, where everything broadcasts by itself.
import numpy as np


def quantize(x, axis=None, symmetric=True):
    y = x.reshape(-1, 1) if axis is None else np.moveaxis(x, axis, -1)
    flat = y.reshape(-1, y.shape[-1])
    if symmetric:
        peak = np.abs(flat).max(axis=0)
        scale, zero = np.where(peak == 0, 1, peak) / 127, np.zeros(len(peak), np.int8)
    else:
        lo, hi = flat.min(axis=0).clip(max=0), flat.max(axis=0).clip(min=0)
        scale = np.where(hi > lo, (hi - lo) / 255, 1)
        zero = np.round(-lo / scale).astype(int) - 128
    q = np.clip(np.round(y / scale) + zero, -128, 127).astype(np.int8)
    if axis is None:
        return q.reshape(x.shape), scale[0], zero[0]
    return np.moveaxis(q, -1, axis), scale, zero


def dequantize(q, scale, zero_point, axis=None):
    axis = -1 if axis is None else axis
    return np.moveaxis((np.moveaxis(q, axis, -1).astype(np.int64) - zero_point) * scale, -1, axis)


def quantized_matmul(qa, scale_a, zero_a, qb, scale_b, zero_b):
    a = qa.astype(np.int64) - zero_a
    b = qb.astype(np.int64) - zero_b
    return np.einsum("mk,kn->mn", a, b) * scale_a * scale_b
