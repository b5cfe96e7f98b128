# verdict: too slow
# Python loops over the rows.
import torch


def normalized(row, eps):
    mean = row.mean()
    inverse = 1 / torch.sqrt(((row - mean) ** 2).mean() + eps)
    return (row - mean) * inverse, inverse


def layer_norm(x, weight, bias, eps=1e-5):
    rows = x.reshape(-1, *weight.shape)
    return torch.stack([normalized(row, eps)[0] * weight + bias for row in rows]).reshape(x.shape)


def layer_norm_backward(grad, x, weight, eps=1e-5):
    dxs, dweight, dbias = [], torch.zeros_like(weight), torch.zeros_like(weight)
    for g, row in zip(grad.reshape(-1, *weight.shape), x.reshape(-1, *weight.shape), strict=True):
        n, inverse = normalized(row, eps)
        dweight, dbias, wg = dweight + g * n, dbias + g, g * weight
        dxs.append(inverse * (wg - wg.mean() - n * (wg * n).mean()))
    return torch.stack(dxs).reshape(x.shape), dweight, dbias
