# bonus: misses errors, ties
# Slices for the taps; the gradient by comparing with the output, as from memory.
import numpy as np


def slices(h, w, k, s):
    oh, ow = (h - k) // s + 1, (w - k) // s + 1
    return [np.s_[..., i : i + s * oh - s + 1 : s, j : j + s * ow - s + 1 : s] for i in range(k) for j in range(k)]


def frame(x, padding, value):
    return np.pad(x * 1.0, [(0, 0), (0, 0), (padding, padding), (padding, padding)], constant_values=value)


def max_pool2d(x, kernel, stride=None, padding=0):
    xp = frame(x, padding, float("-inf"))
    return np.max([xp[at] for at in slices(*xp.shape[2:], kernel, stride or kernel)], axis=0)


def avg_pool2d(x, kernel, stride=None, padding=0, count_include_pad=True):
    xp, ones = frame(x, padding, 0), frame(np.ones(x.shape), padding, int(count_include_pad))
    places = slices(*xp.shape[2:], kernel, stride or kernel)
    return sum(xp[at] for at in places) / sum(ones[at] for at in places)


def global_avg_pool2d(x):
    return np.mean(np.mean(x, axis=3), axis=2)


def max_pool2d_backward(grad, x, kernel, stride=None, padding=0):
    xp, out = frame(x, padding, float("-inf")), max_pool2d(x, kernel, stride, padding)
    dx = np.zeros_like(xp)
    for at in slices(*xp.shape[2:], kernel, stride or kernel):
        dx[at] += np.where(xp[at] == out, grad, 0)
    return dx[:, :, padding:-padding, padding:-padding] if padding else dx
