# bonus: misses errors, precision
# Loops over groups and channels in float32; instance norm as in style transfer.
import numpy as np


def group_norm(x, groups, weight, bias, eps=1e-5):
    out = np.empty(x.shape, dtype=np.float32)
    size = x.shape[1] // groups
    axes = tuple(range(1, x.ndim))
    for g in range(groups):
        part = x[:, g * size : (g + 1) * size].astype(np.float32)
        mu = part.mean(axis=axes, keepdims=True)
        sigma2 = np.mean(np.square(part - mu), axis=axes, keepdims=True)
        out[:, g * size : (g + 1) * size] = (part - mu) / np.sqrt(sigma2 + eps)
    for c in range(x.shape[1]):
        out[:, c] = out[:, c] * weight[c] + bias[c]
    return out


def instance_norm(x, weight, bias, eps=1e-5):
    axes = tuple(range(2, x.ndim))
    mu = np.mean(x, axis=axes, keepdims=True)
    std = np.sqrt(np.var(x, axis=axes, keepdims=True) + eps)
    z = (x - mu) / std
    return np.moveaxis(np.moveaxis(z, 1, -1) * weight + bias, -1, 1)
