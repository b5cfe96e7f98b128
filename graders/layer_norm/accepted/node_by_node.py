# bonus: misses errors
# The graph of the forward pass backwards, node by node, in float64; dweight by summing axis after axis.
import torch


def layer_norm(x, weight, bias, eps=1e-5):
    axes = list(range(x.dim() - weight.dim(), x.dim()))
    var, mean = torch.var_mean(x, dim=axes, correction=0, keepdim=True)
    return torch.addcmul(bias, (x - mean) * torch.rsqrt(var + eps), weight)


def layer_norm_backward(grad, x, weight, eps=1e-5):
    grad, x, weight = grad.double(), x.double(), weight.double()
    axes = list(range(x.dim() - weight.dim(), x.dim()))
    n = weight.numel()
    mu = x.sum(axes, keepdim=True) / n
    xc = x - mu
    var = (xc * xc).sum(axes, keepdim=True) / n
    std = (var + eps).sqrt()
    inv = 1 / std
    xn = xc * inv

    dw, db = grad * xn, grad
    while dw.dim() > weight.dim():
        dw, db = dw.sum(0), db.sum(0)
    dxn = grad * weight
    dinv = (dxn * xc).sum(axes, keepdim=True)
    dxc = dxn * inv
    dstd = -dinv / std**2
    dvar = 0.5 * dstd / std
    dxc = dxc + 2 / n * xc * dvar
    dmu = -dxc.sum(axes, keepdim=True)
    dx = dxc + dmu / n
    return dx, dw, db
