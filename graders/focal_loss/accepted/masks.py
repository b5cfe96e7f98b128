# bonus: misses errors
# Positive and negative elements apart, by boolean masks.
import torch
import torch.nn.functional as F


def focal_loss(logits, targets, alpha=0.25, gamma=2.0, reduction="none"):
    pos = targets > 0.5
    a, b = (alpha, 1 - alpha) if alpha >= 0 else (1, 1)
    losses = torch.empty_like(logits)
    losses[pos] = a * torch.sigmoid(-logits[pos]) ** gamma * F.softplus(-logits[pos])
    losses[~pos] = b * torch.sigmoid(logits[~pos]) ** gamma * F.softplus(logits[~pos])
    if reduction == "none":
        return losses
    total = losses.sum()
    return total / losses.numel() if reduction == "mean" else total
