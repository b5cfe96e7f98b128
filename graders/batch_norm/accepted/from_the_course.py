# bonus: misses errors
# As in course notes: rows of channels in a matrix, a cache, the short formula for dx.
import numpy as np


def to_rows(x):
    return np.moveaxis(x, 1, -1).reshape(-1, x.shape[1])


def from_rows(rows, shape):
    n, c, *rest = shape
    return np.moveaxis(rows.reshape(n, *rest, c), -1, 1)


def batch_norm(x, weight, bias, running_mean, running_var, training=True, momentum=0.1, eps=1e-5):
    rows = to_rows(x)
    N = rows.shape[0]
    if training:
        sample_mean = rows.mean(axis=0)
        sample_var = rows.var(axis=0)
        xhat = (rows - sample_mean) / np.sqrt(sample_var + eps)
        running_mean = (1 - momentum) * running_mean + momentum * sample_mean
        running_var = (1 - momentum) * running_var + momentum * sample_var * N / (N - 1)
    else:
        xhat = (rows - running_mean) / np.sqrt(running_var + eps)
    return from_rows(weight * xhat + bias, x.shape), running_mean, running_var


def batch_norm_backward(grad, x, weight, eps=1e-5):
    rows, dout = to_rows(x), to_rows(grad)
    N = len(rows)
    std = np.sqrt(rows.var(axis=0) + eps)
    xhat = (rows - rows.mean(axis=0)) / std
    dgamma = np.sum(dout * xhat, axis=0)
    dbeta = np.sum(dout, axis=0)
    dx = weight / (N * std) * (N * dout - dbeta - xhat * dgamma)
    return from_rows(dx, x.shape), dgamma, dbeta
