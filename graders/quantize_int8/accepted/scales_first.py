# bonus: misses errors
# The range, the parameters and the numbers each by a function of its own.
import numpy as np


def params(lo, hi, symmetric):
    if symmetric:
        s = np.maximum(np.abs(lo), np.abs(hi)) / 127.0
        s = np.where(s == 0, 1e-8, s)
        return s, np.zeros(np.shape(s), dtype=np.int32)
    lo, hi = np.minimum(lo, 0.0), np.maximum(hi, 0.0)
    s = np.maximum((hi - lo) / 255.0, 1e-12)
    z = np.clip(np.rint(127 - hi / s), -128, 127).astype(np.int32)
    return s, z


def quantize(x, axis=None, symmetric=True):
    if axis is None:
        s, z = params(x.min(), x.max(), symmetric)
        sb, zb = s, z
    else:
        rows = np.moveaxis(x, axis, 0).reshape(x.shape[axis], -1)
        s, z = params(rows.min(1), rows.max(1), symmetric)
        shape = [1] * x.ndim
        shape[axis] = -1
        sb, zb = s.reshape(shape), z.reshape(shape)
    q = np.clip(np.rint(x / sb + zb), -127 if symmetric else -128, 127).astype(np.int8)
    return q, s, z


def dequantize(q, scale, zero_point, axis=None):
    if axis is not None:
        shape = [1] * q.ndim
        shape[axis] = -1
        scale, zero_point = np.asarray(scale).reshape(shape), np.asarray(zero_point).reshape(shape)
    return scale * (q.astype(np.int32) - zero_point)


def quantized_matmul(qa, scale_a, zero_a, qb, scale_b, zero_b):
    a, b = qa.astype(np.int32), qb.astype(np.int32)
    zero_b = np.asarray(zero_b, np.int32)
    acc = a @ b - zero_a * b.sum(0) - zero_b * a.sum(1, keepdims=True) + a.shape[1] * zero_a * zero_b
    return acc * scale_a * scale_b
