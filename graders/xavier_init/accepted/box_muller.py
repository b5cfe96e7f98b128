# bonus: none
# Normal draws by Box and Muller's formula; uniform ones through the variance.
import math

import torch


def spread(tensor, gain):
    if tensor.dim() < 2:
        raise ValueError("tensor needs at least 2 dimensions")
    fan_in = tensor[0].numel()
    fan_out = tensor.numel() // tensor.size(1)
    return gain * math.sqrt(2 / (fan_in + fan_out))


def xavier_uniform_(tensor, gain=1.0, generator=None):
    bound = math.sqrt(3) * spread(tensor, gain)
    with torch.no_grad():
        tensor[...] = torch.empty_like(tensor, requires_grad=False).uniform_(-bound, bound, generator=generator)
    return tensor


def xavier_normal_(tensor, gain=1.0, generator=None):
    std = spread(tensor, gain)
    half = (tensor.numel() + 1) // 2
    radius = torch.sqrt(-2 * torch.log(1 - torch.rand(half, generator=generator)))
    angle = 2 * math.pi * torch.rand(half, generator=generator)
    draws = torch.cat([radius * torch.cos(angle), radius * torch.sin(angle)])[: tensor.numel()]
    with torch.no_grad():
        tensor.copy_(std * draws.view(tensor.shape))
    return tensor
