# verdict: too slow
# A Python loop over the numbers.
import torch


def clip_grad_norm_(grads, max_norm, norm_type=2.0):
    total, largest = 0.0, 0.0
    for g in grads:
        for value in [] if g is None else g.reshape(-1).tolist():
            largest = max(largest, abs(value))
            total += 0 if norm_type == float("inf") else abs(value) ** norm_type
    total = largest if norm_type == float("inf") else total ** (1 / norm_type)
    for g in grads:
        if g is not None and total > max_norm:
            g *= max_norm / total
    return total


def clip_grad_value_(grads, clip_value):
    for g in grads:
        if g is not None:
            g.clamp_(-clip_value, clip_value)
