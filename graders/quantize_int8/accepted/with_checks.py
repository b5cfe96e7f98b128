# bonus: none
# One formula for both kinds: the lowest and the highest integer decide.
import numpy as np


def quantize(x, axis=None, symmetric=True):
    if x.size == 0 or np.isnan(x).any() or np.isinf(x).any():
        raise ValueError("x must be finite and not empty")
    if axis is not None and axis not in range(-x.ndim, x.ndim):
        raise ValueError("axis out of range")
    keep = range(x.ndim) if axis is None else set(range(x.ndim)) - {axis % x.ndim}
    lo = np.min(x, tuple(keep), keepdims=True, initial=0)
    hi = np.max(x, tuple(keep), keepdims=True, initial=0)
    qmin = -128
    if symmetric:
        hi = np.maximum(hi, -lo)
        lo, qmin = -hi, -127
    s = (hi - lo) / (127 - qmin)
    s[s == 0] = 1
    z = np.rint(qmin - lo / s).astype(np.int32) if not symmetric else np.zeros(s.shape, np.int32)
    q = np.rint(x / s + z).clip(qmin, 127).astype(np.int8)
    return (q, s.item(), z.item()) if axis is None else (q, s.reshape(-1), z.reshape(-1))


def dequantize(q, scale, zero_point, axis=None):
    shape = () if axis is None else tuple(n if i == axis % q.ndim else 1 for i, n in enumerate(q.shape))
    return (q.astype("f8") - np.array(zero_point).reshape(shape)) * np.array(scale).reshape(shape)


def quantized_matmul(qa, scale_a, zero_a, qb, scale_b, zero_b):
    return np.matmul(qa.astype("f8") - zero_a, qb.astype("f8") - zero_b) * np.multiply(scale_a, scale_b)
