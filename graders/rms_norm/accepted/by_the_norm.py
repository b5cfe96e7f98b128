# bonus: misses errors
# By the length of the vectors, in float64.
import torch


def rms_norm(x, weight, eps=1e-6):
    x64 = x.to(torch.float64)
    squared = torch.linalg.vecdot(x64, x64).unsqueeze(-1)
    return torch.einsum("...d,d->...d", x64 / torch.sqrt(squared / x.shape[-1] + eps), weight.double()).to(x.dtype)
