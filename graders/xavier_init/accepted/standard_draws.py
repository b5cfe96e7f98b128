# bonus: misses errors
# Standard draws of torch.rand and torch.randn, scaled and copied.
import torch


@torch.no_grad()
def xavier_uniform_(tensor, gain=1.0, generator=None):
    fans = sum(tensor.shape[:2]) * tensor[0, 0].numel()
    draws = torch.rand(tensor.shape, generator=generator)
    tensor.copy_((2 * draws - 1) * gain * (6 / fans) ** 0.5)
    return tensor


@torch.no_grad()
def xavier_normal_(tensor, gain=1.0, generator=None):
    fans = sum(tensor.shape[:2]) * tensor[0, 0].numel()
    tensor.copy_(torch.randn(tensor.shape, generator=generator) * (gain * (2 / fans) ** 0.5))
    return tensor
