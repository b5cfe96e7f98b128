# bonus: misses errors
# An inner product by einsum, and the answer stays float64.
import torch


def rms_norm(x, weight, eps=1e-6):
    x64 = x.to(torch.float64)
    mean_square = torch.einsum("...d,...d->...", x64, x64) / x.size(-1)
    return x64 / (mean_square + eps).sqrt().unsqueeze(-1) * weight
