# bonus: misses errors, precision
# As d2l.ai writes it: tuples of axes, keepdims, moving averages; float32.
import numpy as np


def batch_norm(x, weight, bias, running_mean, running_var, training=True, momentum=0.1, eps=1e-5):
    X = np.asarray(x, dtype=np.float32)
    moving_mean, moving_var = running_mean.copy(), running_var.copy()
    axes = tuple(i for i in range(X.ndim) if i != 1)
    shape = [1, -1] + [1] * (X.ndim - 2)
    if not training:
        X_hat = (X - moving_mean.reshape(shape)) / np.sqrt(moving_var.reshape(shape) + eps)
    else:
        mean = X.mean(axis=axes, keepdims=True)
        var = ((X - mean) ** 2).mean(axis=axes, keepdims=True)
        X_hat = (X - mean) / np.sqrt(var + eps)
        n = X.size // X.shape[1]
        moving_mean = (1.0 - momentum) * moving_mean + momentum * mean.squeeze()
        moving_var = (1.0 - momentum) * moving_var + momentum * var.squeeze() * n / (n - 1)
    Y = weight.reshape(shape) * X_hat + bias.reshape(shape)
    return Y, moving_mean, moving_var


def batch_norm_backward(grad, x, weight, eps=1e-5):
    X = np.asarray(x, dtype=np.float32)
    grad = np.asarray(grad, dtype=np.float32)
    axes = tuple(i for i in range(X.ndim) if i != 1)
    shape = [1, -1] + [1] * (X.ndim - 2)
    n = X.size // X.shape[1]
    mean = X.mean(axis=axes, keepdims=True)
    std = np.sqrt(X.var(axis=axes, keepdims=True) + eps)
    X_hat = (X - mean) / std
    dbeta = grad.sum(axis=axes)
    dgamma = (grad * X_hat).sum(axis=axes)
    dX = weight.reshape(shape) / (n * std) * (n * grad - dbeta.reshape(shape) - X_hat * dgamma.reshape(shape))
    return dX, dgamma, dbeta
