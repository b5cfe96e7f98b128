# bonus: misses errors
# torch.normal with a tensor of means, and torch.lerp for the uniform draws.
import torch


def fans(tensor):
    field = tensor[0][0].numel() if tensor.ndim > 2 else 1
    return tensor.shape[1] * field + tensor.shape[0] * field


def xavier_uniform_(tensor, gain=1.0, generator=None):
    bound = torch.tensor(gain * (6 / fans(tensor)) ** 0.5)
    draws = torch.rand(tensor.shape, generator=generator)
    with torch.no_grad():
        tensor.copy_(torch.lerp(-bound, bound, draws))
    return tensor


def xavier_normal_(tensor, gain=1.0, generator=None):
    std = gain * (2 / fans(tensor)) ** 0.5
    with torch.no_grad():
        torch.normal(0.0, std, tensor.shape, generator=generator, out=tensor.detach())
    return tensor
