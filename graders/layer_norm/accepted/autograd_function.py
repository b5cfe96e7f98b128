# bonus: misses errors
# A torch.autograd.Function whose backward is the other function.
import torch


def stats(x, weight, eps):
    axes = tuple(range(-weight.ndim, 0))
    mean = torch.mean(x, axes, keepdim=True)
    rstd = 1 / torch.sqrt(torch.mean(torch.pow(x - mean, 2), axes, keepdim=True) + eps)
    return axes, (x - mean) * rstd, rstd


class LayerNorm(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, weight, bias, eps):
        ctx.save_for_backward(x, weight)
        ctx.eps = eps
        return stats(x, weight, eps)[1] * weight + bias

    @staticmethod
    def backward(ctx, grad):
        return *layer_norm_backward(grad, *ctx.saved_tensors, ctx.eps), None


def layer_norm(x, weight, bias, eps=1e-5):
    return LayerNorm.apply(x, weight, bias, eps)


def layer_norm_backward(grad, x, weight, eps=1e-5):
    axes, y, rstd = stats(x, weight, eps)
    wg = weight * grad
    dx = rstd * (wg - wg.mean(axes, keepdim=True) - y * (wg * y).mean(axes, keepdim=True))
    return dx, (grad * y).sum_to_size(weight.shape), grad.sum_to_size(weight.shape)
