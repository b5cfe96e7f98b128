# bonus: misses errors, ties
# As everybody writes it: two loops over the output, a mask of the maximum in the backward pass.
import numpy as np


def pad(x, padding, value):
    return np.pad(x.astype(float), ((0, 0), (0, 0), (padding, padding), (padding, padding)), constant_values=value)


def pool(x, kernel, stride, padding, value, reduce):
    stride = stride or kernel
    x = pad(x, padding, value)
    n, c, h, w = x.shape
    out = np.zeros((n, c, (h - kernel) // stride + 1, (w - kernel) // stride + 1))
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            window = x[:, :, i * stride : i * stride + kernel, j * stride : j * stride + kernel]
            out[:, :, i, j] = reduce(window, axis=(2, 3))
    return out


def max_pool2d(x, kernel, stride=None, padding=0):
    return pool(x, kernel, stride, padding, -np.inf, np.max)


def avg_pool2d(x, kernel, stride=None, padding=0, count_include_pad=True):
    if count_include_pad:
        return pool(x, kernel, stride, padding, 0, np.mean)
    return pool(x, kernel, stride, padding, np.nan, np.nanmean)


def global_avg_pool2d(x):
    return np.mean(x, axis=(2, 3))


def max_pool2d_backward(grad, x, kernel, stride=None, padding=0):
    stride = stride or kernel
    xp = pad(x, padding, -np.inf)
    dx = np.zeros(xp.shape)
    for i in range(grad.shape[2]):
        for j in range(grad.shape[3]):
            place = np.s_[:, :, i * stride : i * stride + kernel, j * stride : j * stride + kernel]
            window = xp[place]
            mask = window == window.max(axis=(2, 3), keepdims=True)
            dx[place] += mask * grad[:, :, i : i + 1, j : j + 1]
    return dx[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]]
