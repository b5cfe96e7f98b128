# bonus: misses errors
# As in the paper's figure: reshape to groups, moments, normalize, reshape back.
import numpy as np


def group_norm(x, groups, weight, bias, eps=1e-5):
    shape = x.shape
    x = np.reshape(x, (shape[0], groups, shape[1] // groups, *shape[2:]))
    axes = tuple(range(2, x.ndim))
    mean = np.mean(x, axis=axes, keepdims=True)
    var = np.var(x, axis=axes, keepdims=True)
    x = (x - mean) / np.sqrt(var + eps)
    per_channel = (1, shape[1]) + (1,) * (len(shape) - 2)
    return np.reshape(x, shape) * np.reshape(weight, per_channel) + np.reshape(bias, per_channel)


def instance_norm(x, weight, bias, eps=1e-5):
    axes = tuple(range(2, x.ndim))
    x = (x - x.mean(axis=axes, keepdims=True)) / np.sqrt(x.var(axis=axes, keepdims=True) + eps)
    per_channel = (1, x.shape[1]) + (1,) * (x.ndim - 2)
    return x * weight.reshape(per_channel) + bias.reshape(per_channel)
