# bonus: misses errors, precision
# The mean of the squares less the square of the mean, as in CUDA kernels; instance norm by two loops.
import numpy as np


def group_norm(x, groups, weight, bias, eps=1e-5):
    N, C, *rest = x.shape
    xg = x.reshape(N * groups, -1)
    mean = xg.mean(1)
    var = np.clip((xg * xg).mean(1) - mean * mean, 0, None)
    rstd = 1 / np.sqrt(var + eps)
    per = C // groups
    mean = np.repeat(mean.reshape(N, groups), per, axis=1)
    rstd = np.repeat(rstd.reshape(N, groups), per, axis=1)
    a = rstd * weight
    b = bias - mean * a
    tail = (1,) * len(rest)
    return x * a.reshape(N, C, *tail) + b.reshape(N, C, *tail)


def instance_norm(x, weight, bias, eps=1e-5):
    out = np.zeros_like(x, dtype=float)
    for n in range(x.shape[0]):
        for c in range(x.shape[1]):
            m = x[n, c]
            out[n, c] = (m - m.mean()) / np.sqrt(m.var() + eps) * weight[c] + bias[c]
    return out
