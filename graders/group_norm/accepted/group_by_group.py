# bonus: misses errors
# A loop over the groups, each a slice of channels.
import numpy as np


def group_norm(x, groups, weight, bias, eps=1e-5):
    n, c = x.shape[:2]
    size = c // groups
    out = np.empty(x.shape)
    for g in range(groups):
        part = slice(g * size, (g + 1) * size)
        flat = x[:, part].reshape(n, -1)
        mu, sigma = flat.mean(axis=1, keepdims=True), np.sqrt(flat.var(axis=1, keepdims=True) + eps)
        z = ((flat - mu) / sigma).reshape(n, size, -1)
        out[:, part] = (z * weight[part, None] + bias[part, None]).reshape(x[:, part].shape)
    return out


def instance_norm(x, weight, bias, eps=1e-5):
    return group_norm(x, x.shape[1], weight, bias, eps)
