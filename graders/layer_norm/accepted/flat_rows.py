# bonus: misses errors
# Flattens to a matrix of rows, in float64, and answers with a list.
import torch


def layer_norm(x, weight, bias, eps=1e-5):
    rows = x.reshape(-1, weight.numel()).double()
    var, mean = torch.var_mean(rows, dim=1, correction=0, keepdim=True)
    y = (rows - mean) * torch.rsqrt(var + eps) * weight.flatten() + bias.flatten()
    return y.view(x.shape).float()


def layer_norm_backward(grad, x, weight, eps=1e-5):
    rows, dy = x.reshape(-1, weight.numel()).double(), grad.reshape(-1, weight.numel()).double()
    var, mean = torch.var_mean(rows, dim=1, correction=0, keepdim=True)
    r = torch.rsqrt(var + eps)
    n = (rows - mean) * r
    wdy = dy * weight.flatten()
    c1, c2 = (wdy * n).mean(1, True), wdy.mean(1, True)
    dx = ((wdy - (n * c1 + c2)) * r).view_as(x)
    return [dx, torch.einsum("rd,rd->d", dy, n).view_as(weight), dy.sum(0).view_as(weight)]
