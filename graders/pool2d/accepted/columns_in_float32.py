# bonus: misses errors
# Columns of windows (im2col) by index arrays, in float32; the gradient goes back through the same indices.
import numpy as np


def indices(shape, kernel, stride, padding):
    stride = kernel if stride is None else stride
    h, w = shape[2] + 2 * padding, shape[3] + 2 * padding
    rows = np.arange(0, h - kernel + 1, stride)[:, None] + np.arange(kernel)
    cols = np.arange(0, w - kernel + 1, stride)[:, None] + np.arange(kernel)
    flat = rows[:, None, :, None] * w + cols[None, :, None, :]
    return flat.reshape(len(rows), len(cols), kernel * kernel), (h, w)


def padded(x, padding, value):
    out = np.full((*x.shape[:2], x.shape[2] + 2 * padding, x.shape[3] + 2 * padding), value, dtype=np.float32)
    out[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]] = x
    return out.reshape(*x.shape[:2], -1)


def max_pool2d(x, kernel, stride=None, padding=0):
    return padded(x, padding, -np.inf)[:, :, indices(x.shape, kernel, stride, padding)[0]].max(-1)


def avg_pool2d(x, kernel, stride=None, padding=0, count_include_pad=True):
    at = indices(x.shape, kernel, stride, padding)[0]
    sums = padded(x, padding, 0)[:, :, at].sum(-1)
    return sums / (kernel * kernel if count_include_pad else padded(np.ones_like(x), padding, 0)[:, :, at].sum(-1))


def global_avg_pool2d(x):
    return np.einsum("nchw->nc", x) / (x.shape[2] * x.shape[3])


def max_pool2d_backward(grad, x, kernel, stride=None, padding=0):
    at, (h, w) = indices(x.shape, kernel, stride, padding)
    best = padded(x, padding, -np.inf)[:, :, at].argmax(-1)
    places = np.take_along_axis(np.broadcast_to(at, (*best.shape, at.shape[-1])), best[..., None], -1)[..., 0]
    planes = np.arange(best.shape[0] * best.shape[1]).reshape(*best.shape[:2], 1, 1) * (h * w)
    total = np.bincount((places + planes).ravel(), weights=grad.ravel(), minlength=x.shape[0] * x.shape[1] * h * w)
    return total.reshape(*x.shape[:2], h, w)[:, :, padding : h - padding, padding : w - padding]
