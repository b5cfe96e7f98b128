# bonus: misses errors
# keepdims everywhere, and the graph backwards: dvar, dmean, then dx, as in the paper.
import numpy as np


def batch_norm(x, weight, bias, running_mean, running_var, training=True, momentum=0.1, eps=1e-5):
    axis = (0,) if x.ndim == 2 else (0,) + tuple(range(2, x.ndim))
    shape = [1] * x.ndim
    shape[1] = x.shape[1]
    if not training:
        y = (x - running_mean.reshape(shape)) / np.sqrt(running_var.reshape(shape) + eps)
        return y * weight.reshape(shape) + bias.reshape(shape), running_mean, running_var
    mu = np.mean(x, axis=axis, keepdims=True)
    var = np.var(x, axis=axis, keepdims=True)
    y = (x - mu) / np.sqrt(var + eps)
    unbiased = np.var(x, axis=axis, ddof=1)
    running_mean = running_mean + momentum * (mu.ravel() - running_mean)
    running_var = running_var + momentum * (unbiased - running_var)
    return y * weight.reshape(shape) + bias.reshape(shape), running_mean, running_var


def batch_norm_backward(grad, x, weight, eps=1e-5):
    axis = (0,) + tuple(range(2, x.ndim))
    shape = [1] * x.ndim
    shape[1] = x.shape[1]
    m = x.size / x.shape[1]
    mu = np.mean(x, axis=axis, keepdims=True)
    xmu = x - mu
    var = np.mean(xmu**2, axis=axis, keepdims=True)
    ivar = 1.0 / np.sqrt(var + eps)
    dbias = grad.sum(axis=axis)
    dweight = (grad * xmu * ivar).sum(axis=axis)
    dxhat = grad * weight.reshape(shape)
    dvar = np.sum(dxhat * xmu, axis=axis, keepdims=True) * -0.5 * ivar**3
    dmu = -np.sum(dxhat * ivar, axis=axis, keepdims=True) + dvar * np.mean(-2.0 * xmu, axis=axis, keepdims=True)
    dx = dxhat * ivar + dvar * 2.0 * xmu / m + dmu / m
    return dx, dweight, dbias
