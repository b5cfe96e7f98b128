# bonus: misses errors
# A loop over the slices, in float32, and a list as the result.
import numpy as np


def one(x, symmetric):
    x = np.asarray(x, dtype=np.float32)
    if symmetric:
        scale = float(np.abs(x).max()) / 127 or 1.0
        return np.floor(x / np.float32(scale) + 0.5).astype(int), scale, 0
    lo, hi = min(0.0, float(x.min())), max(0.0, float(x.max()))
    scale = (hi - lo) / 255 or 1.0
    zero = int(round(-128 - lo / scale))
    return np.clip(np.round(x / np.float32(scale)).astype(int) + zero, -128, 127), scale, zero


def quantize(x, axis=None, symmetric=True):
    if axis is None:
        return one(x, symmetric)
    parts = [one(row, symmetric) for row in np.moveaxis(x, axis, 0)]
    q = np.stack([part[0] for part in parts], axis)
    return q, [part[1] for part in parts], 0 if symmetric else [part[2] for part in parts]


def dequantize(q, scale, zero_point, axis=None):
    if axis is None:
        return (q.astype(np.float32) - np.float32(zero_point)) * np.float32(scale)
    rows = [(row.astype(float) - z) * s for row, s, z in zip(np.moveaxis(q, axis, 0), scale, zero_point)]
    return np.stack(rows, axis)


def quantized_matmul(qa, scale_a, zero_a, qb, scale_b, zero_b):
    return dequantize(qa, scale_a, zero_a) @ ((qb.astype(np.float32) - zero_b) * np.float32(scale_b))
