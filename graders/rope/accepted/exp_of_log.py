# bonus: none
# Frequencies by the exponential, angles by einsum, and a new tensor that is filled.
import math

import torch


def rope(x, positions=None, base=10000.0, interleaved=False):
    half = x.shape[-1] // 2
    if 2 * half != x.shape[-1]:
        raise ValueError("x needs an even last axis")
    freq = torch.exp(torch.arange(half, dtype=torch.float32) * (-math.log(base) / half))
    if positions is None:
        positions = torch.arange(x.shape[-2])
    angle = torch.einsum("l,f->lf", positions.to(torch.float32), freq)
    first = slice(0, None, 2) if interleaved else slice(0, half)
    second = slice(1, None, 2) if interleaved else slice(half, None)
    out = torch.empty_like(x)
    out[..., first] = x[..., first] * torch.cos(angle) - x[..., second] * torch.sin(angle)
    out[..., second] = x[..., second] * torch.cos(angle) + x[..., first] * torch.sin(angle)
    return out
