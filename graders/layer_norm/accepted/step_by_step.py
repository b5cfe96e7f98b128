# bonus: misses errors
# The gradient through each step of the forward pass, as one does it on a whiteboard.
import torch


def layer_norm(x, weight, bias, eps=1e-5):
    k = weight.dim()
    flat = x.flatten(-k)
    centred = flat - flat.mean(-1, keepdim=True)
    std = ((centred**2).mean(-1, keepdim=True) + eps) ** 0.5
    return (centred / std).reshape(x.shape).mul(weight).add(bias)


def layer_norm_backward(grad, x, weight, eps=1e-5):
    k = weight.dim()
    flat = x.flatten(-k)
    d = flat.shape[-1]
    centred = flat - flat.mean(-1, keepdim=True)
    std = ((centred**2).mean(-1, keepdim=True) + eps) ** 0.5
    dnorm = (grad * weight).flatten(-k)
    dstd = -(dnorm * centred).sum(-1, keepdim=True) / std**2
    dcentred = dnorm / std + dstd / std * centred / d
    dx = (dcentred - dcentred.mean(-1, keepdim=True)).reshape(x.shape)
    dweight, dbias = grad * (centred / std).reshape(x.shape), grad
    while dbias.dim() > k:
        dweight, dbias = dweight.sum(0), dbias.sum(0)
    return dx, dweight, dbias
