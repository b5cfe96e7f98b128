# bonus: misses errors
# As one types it: sums of powers, an if, and a Python float.
import torch


def clip_grad_norm_(grads, max_norm, norm_type=2.0):
    grads = [g for g in grads if g is not None]
    if norm_type == float("inf"):
        total_norm = max(g.abs().max().item() for g in grads)
    else:
        total_norm = 0.0
        for g in grads:
            total_norm += g.norm(norm_type).item() ** norm_type
        total_norm = total_norm ** (1.0 / norm_type)
    clip_coef = max_norm / (total_norm + 1e-6)
    if clip_coef < 1:
        for g in grads:
            g.data.mul_(clip_coef)
    return total_norm


def clip_grad_value_(grads, clip_value):
    for g in filter(lambda g: g is not None, grads):
        g.data.clamp_(min=-clip_value, max=clip_value)
