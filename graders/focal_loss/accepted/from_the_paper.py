# bonus: misses errors
# Both classes written out, in logsigmoid; an nn.Module as in most repositories.
import torch
from torch import nn
from torch.nn.functional import logsigmoid


class FocalLoss(nn.Module):
    def __init__(self, alpha, gamma, reduction):
        super().__init__()
        self.pos, self.neg = (1.0, 1.0) if alpha == -1 else (alpha, 1 - alpha)
        self.gamma, self.reduction = gamma, reduction

    def forward(self, x, y):
        p = x.sigmoid()
        positive = -self.pos * (1 - p).pow(self.gamma) * logsigmoid(x)
        negative = -self.neg * p.pow(self.gamma) * logsigmoid(-x)
        loss = y * positive + (1 - y) * negative
        return loss if self.reduction == "none" else getattr(loss, self.reduction)()


def focal_loss(logits, targets, alpha=0.25, gamma=2.0, reduction="none"):
    return FocalLoss(alpha, gamma, reduction)(logits, targets)
