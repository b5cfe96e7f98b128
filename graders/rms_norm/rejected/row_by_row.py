# verdict: too slow
# A Python loop over the rows.
import torch


def rms_norm(x, weight, eps=1e-6):
    rows = x.float().reshape(-1, x.shape[-1])
    return torch.stack([row / torch.sqrt((row * row).mean() + eps) * weight for row in rows]).reshape(x.shape)
