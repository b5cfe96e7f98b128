# bonus: none
# torch._foreach is private, so loops; double sums; numpy-like clipping with minimum and maximum.
import math

import torch


def clip_grad_norm_(grads, max_norm, norm_type=2.0):
    if max_norm < 0 or norm_type <= 0:
        raise ValueError("max_norm and norm_type have to be positive")
    present = [g for g in grads if g is not None]
    sizes = [g.abs().double() for g in present]
    if math.isinf(norm_type):
        total = torch.stack([s.amax() for s in sizes]).amax()
    else:
        total = sum((s**norm_type).sum() for s in sizes) ** (1 / norm_type)
    for g in present:
        g *= min(1.0, max_norm / max(float(total), 1e-12))
    return total


def clip_grad_value_(grads, clip_value):
    if clip_value < 0:
        raise ValueError("clip_value < 0")
    bound = torch.tensor(float(clip_value))
    for g in grads:
        if g is not None:
            g.copy_(torch.maximum(torch.minimum(g, bound), -bound))
