# verdict: too slow
# Loops over images, channels and windows.
import numpy as np


def windows(x, kernel, stride, padding, value):
    stride = stride or kernel
    n, c, h, w = x.shape
    xp = np.full((n, c, h + 2 * padding, w + 2 * padding), value, dtype=float)
    xp[:, :, padding : padding + h, padding : padding + w] = x
    oh, ow = (xp.shape[2] - kernel) // stride + 1, (xp.shape[3] - kernel) // stride + 1
    for place in np.ndindex(n, c, oh, ow):
        i, j = place[2] * stride, place[3] * stride
        yield place, (i, j), xp[place[0], place[1], i : i + kernel, j : j + kernel], (n, c, oh, ow)


def pool(x, kernel, stride, padding, value, reduce):
    values = [(place, reduce(window), shape) for place, _, window, shape in windows(x, kernel, stride, padding, value)]
    return np.array([value for _, value, _ in values]).reshape(values[0][2])


def max_pool2d(x, kernel, stride=None, padding=0):
    return pool(x, kernel, stride, padding, -np.inf, np.max)


def avg_pool2d(x, kernel, stride=None, padding=0, count_include_pad=True):
    return pool(x, kernel, stride, padding, 0 if count_include_pad else np.nan, np.nanmean)


def global_avg_pool2d(x):
    return x.mean((2, 3))


def max_pool2d_backward(grad, x, kernel, stride=None, padding=0):
    dx = np.zeros((*x.shape[:2], x.shape[2] + 2 * padding, x.shape[3] + 2 * padding))
    for (n, c, oi, oj), (i, j), window, _ in windows(x, kernel, stride, padding, -np.inf):
        a, b = np.unravel_index(window.argmax(), window.shape)
        dx[n, c, i + a, j + b] += grad[n, c, oi, oj]
    return dx[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]]
