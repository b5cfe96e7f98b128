# verdict: too slow
# A Python loop over the numbers.
import numpy as np


def quantize(x, axis=None, symmetric=True):
    slices = [x] if axis is None else list(np.moveaxis(x, axis, 0))
    qs, scales, zeros = [], [], []
    for part in slices:
        low, high = min(0.0, part.min()), max(0.0, part.max())
        scale = (max(-low, high) / 127 if symmetric else (high - low) / 255) or 1.0
        zero = 0 if symmetric else round(-128 - low / scale)
        q = [max(-128, min(127, round(value / scale) + zero)) for value in part.ravel()]
        qs.append(np.array(q, dtype=np.int8).reshape(part.shape))
        scales.append(scale)
        zeros.append(zero)
    if axis is None:
        return qs[0], scales[0], zeros[0]
    return np.stack(qs, axis), np.array(scales), np.array(zeros)


def dequantize(q, scale, zero_point, axis=None):
    rows = np.moveaxis(q, -1 if axis is None else axis, -1).astype(float)
    return np.moveaxis((rows - zero_point) * scale, -1, -1 if axis is None else axis)


def quantized_matmul(qa, scale_a, zero_a, qb, scale_b, zero_b):
    return (qa.astype(float) - zero_a) @ (qb.astype(float) - zero_b) * scale_a * scale_b
