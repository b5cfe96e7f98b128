# bonus: misses errors
# Mean of x, mean of the squared rest, and the two means of the backward pass.
import torch


def layer_norm(x, weight, bias, eps=1e-5):
    dims = tuple(range(-weight.ndim, 0))
    mean = x.mean(dims, keepdim=True)
    xshift = x - mean
    var = (xshift**2).mean(dims, keepdim=True)
    rstd = (var + eps) ** -0.5
    return xshift * rstd * weight + bias


def layer_norm_backward(grad, x, weight, eps=1e-5):
    dout, w = grad, weight
    dims = tuple(range(-w.ndim, 0))
    mean = x.mean(dims, keepdim=True)
    rstd = ((x - mean).pow(2).mean(dims, keepdim=True) + eps).rsqrt()
    norm = (x - mean) * rstd
    dnorm = dout * w
    dx = dnorm - dnorm.mean(dims, keepdim=True) - norm * (dnorm * norm).mean(dims, keepdim=True)
    dx = dx * rstd
    dw = (dout * norm).reshape(-1, *w.shape).sum(0)
    db = dout.reshape(-1, *w.shape).sum(0)
    return dx, dw, db
