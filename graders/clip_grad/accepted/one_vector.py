# bonus: misses errors
# One long vector, without eps; new tensors in the list.
import torch


def clip_grad_norm_(grads, max_norm, norm_type=2.0):
    flat = torch.cat([g.flatten() for g in grads if g is not None])
    total = torch.norm(flat, p=norm_type)
    if total > max_norm:
        for i, g in enumerate(grads):
            if g is not None:
                grads[i] = g * (max_norm / total)
    return total


def clip_grad_value_(grads, clip_value):
    for i, g in enumerate(grads):
        if g is not None:
            grads[i] = torch.where(g.abs() > clip_value, clip_value * g.sign(), g)
    return grads
