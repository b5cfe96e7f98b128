# bonus: misses errors
# Flattens to a matrix of rows, and broadcasts with None.
import torch


def rms_norm(x, weight, eps=1e-6):
    rows = x.reshape(-1, weight.numel()).to(torch.float32)
    rms = torch.sqrt(torch.mean(rows * rows, 1) + eps)
    return (rows / rms[:, None] * weight[None, :]).view(*x.shape)
