# verdict: too slow
# Loops over examples and pixels; only the channels are vectorized.
import numpy as np


def parts(x, eps):
    rows = [row for example in x.reshape(*x.shape[:2], -1) for row in example.T]
    mean = sum(rows) / len(rows)
    var = sum((row - mean) ** 2 for row in rows) / len(rows)
    return rows, mean, var


def whole(rows, shape):
    return np.array(rows).reshape(shape[0], -1, shape[1]).swapaxes(1, 2).reshape(shape)


def batch_norm(x, weight, bias, running_mean, running_var, training=True, momentum=0.1, eps=1e-5):
    rows, mean, var = parts(x, eps)
    new = running_mean, running_var
    if training:
        unbiased = var * len(rows) / (len(rows) - 1)
        new = (1 - momentum) * running_mean + momentum * mean, (1 - momentum) * running_var + momentum * unbiased
    else:
        mean, var = running_mean, running_var
    return whole([weight * (row - mean) / np.sqrt(var + eps) + bias for row in rows], x.shape), *new


def batch_norm_backward(grad, x, weight, eps=1e-5):
    rows, mean, var = parts(x, eps)
    grads, r = parts(grad, eps)[0], 1 / np.sqrt(var + eps)
    dweight, dbias = sum(g * (row - mean) * r for g, row in zip(grads, rows)), sum(grads)
    n = len(rows)
    dx = [weight * r * (g - dbias / n - (row - mean) * r * dweight / n) for g, row in zip(grads, rows)]
    return whole(dx, x.shape), dweight, dbias
