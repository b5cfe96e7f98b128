# bonus: misses errors, precision
# Everything in float32, channels last.
import numpy as np


def last(x):
    return np.moveaxis(np.asarray(x, np.float32), 1, -1)


def batch_norm(x, weight, bias, running_mean, running_var, training=True, momentum=0.1, eps=1e-5):
    y, mean, var = last(x), np.float32(running_mean), np.float32(running_var)
    new = mean, var
    if training:
        axis, n = tuple(range(x.ndim - 1)), y.size // len(mean)
        batch_mean, batch_var = y.mean(axis), y.var(axis)
        new = mean + momentum * (batch_mean - mean), var + momentum * (batch_var * n / (n - 1) - var)
        mean, var = batch_mean, batch_var
    return np.moveaxis((y - mean) * (weight / np.sqrt(var + eps)) + bias, -1, 1), *new


def batch_norm_backward(grad, x, weight, eps=1e-5):
    y, g = last(x), last(grad)
    axis = tuple(range(x.ndim - 1))
    r = 1 / np.sqrt(y.var(axis) + np.float32(eps))
    z = (y - y.mean(axis)) * r
    dx = weight * r * (g - g.mean(axis) - z * (g * z).mean(axis))
    return np.moveaxis(dx, -1, 1), (g * z).sum(axis), g.sum(axis)
