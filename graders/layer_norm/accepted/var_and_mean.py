# bonus: misses errors
# As in most public notebooks: torch's mean and var, and the formula of the three gradients.
import torch


def layer_norm(x, weight, bias, eps=1e-5):
    dims = list(range(x.dim() - weight.dim(), x.dim()))
    mean = x.mean(dim=dims, keepdim=True)
    var = x.var(dim=dims, unbiased=False, keepdim=True)
    return weight * (x - mean) / torch.sqrt(var + eps) + bias


def layer_norm_backward(grad, x, weight, eps=1e-5):
    dims = list(range(x.dim() - weight.dim(), x.dim()))
    N = weight.numel()
    mu = x.mean(dims, keepdim=True)
    std = (x.var(dims, unbiased=False, keepdim=True) + eps).sqrt()
    x_hat = (x - mu) / std
    dxhat = grad * weight
    dx = (N * dxhat - dxhat.sum(dims, keepdim=True) - x_hat * (dxhat * x_hat).sum(dims, keepdim=True)) / (N * std)
    lead = tuple(range(x.dim() - weight.dim()))
    if not lead:
        return dx, grad * x_hat, grad
    return dx, (grad * x_hat).sum(lead), grad.sum(lead)
