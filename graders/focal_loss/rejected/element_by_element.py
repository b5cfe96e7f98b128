# verdict: too slow
# A Python loop over the elements.
import torch
from torch.nn.functional import logsigmoid


def focal_loss(logits, targets, alpha=0.25, gamma=2.0, reduction="none"):
    losses = []
    for x, y in zip(logits.flatten(), targets.flatten().tolist(), strict=True):
        right = x if y else -x
        weight = 1 if alpha < 0 else alpha if y else 1 - alpha
        losses.append(-weight * torch.sigmoid(-right) ** gamma * logsigmoid(right))
    losses = torch.stack(losses).reshape(logits.shape)
    return losses if reduction == "none" else losses.mean() if reduction == "mean" else losses.sum()
