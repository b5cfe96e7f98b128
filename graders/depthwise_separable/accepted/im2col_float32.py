# bonus: misses errors, precision
# im2col in float32, a matrix product for each group; results put together by concatenate.
import numpy as np


def _im2col(x, kh, kw, stride, padding):
    x = np.pad(x.astype(np.float32), ((0, 0), (0, 0), (padding,) * 2, (padding,) * 2))
    n, c, h, w = x.shape
    oh, ow = (h - kh) // stride + 1, (w - kw) // stride + 1
    col = np.empty((n, c, kh, kw, oh, ow), dtype=np.float32)
    for i in range(kh):
        for j in range(kw):
            col[:, :, i, j] = x[:, :, i : i + stride * oh : stride, j : j + stride * ow : stride]
    return col.reshape(n, c * kh * kw, oh * ow), oh, ow


def _conv(x, weight, stride, padding):
    col, oh, ow = _im2col(x, *weight.shape[2:], stride, padding)
    return (weight.reshape(len(weight), -1).astype(np.float32) @ col).reshape(len(x), -1, oh, ow)


def grouped_conv2d(x, weight, groups=1, stride=1, padding=0):
    parts = zip(np.split(x, groups, axis=1), np.split(weight, groups), strict=True)
    return np.concatenate([_conv(a, b, stride, padding) for a, b in parts], axis=1)


def depthwise_separable(x, depthwise, pointwise, stride=1, padding=0):
    return _conv(grouped_conv2d(x, depthwise, x.shape[1], stride, padding), pointwise, 1, 0)
