# bonus: misses errors
# Masks for the values; linalg.norm of flattened parts.
import torch


def clip_grad_norm_(grads, max_norm, norm_type=2.0):
    total = torch.zeros(())
    for g in grads:
        if g is None:
            continue
        part = torch.linalg.norm(g.reshape(-1), ord=norm_type)
        total = torch.linalg.norm(torch.stack([total, part]), ord=norm_type)
    scale = torch.minimum(torch.tensor(1.0), max_norm / (total + 1e-6))
    for g in grads:
        if g is not None:
            g[...] = g * scale
    return total


def clip_grad_value_(grads, clip_value):
    for g in grads:
        if g is None:
            continue
        g[g > clip_value] = clip_value
        g[g < -clip_value] = -clip_value
