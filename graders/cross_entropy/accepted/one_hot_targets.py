# bonus: misses masked, errors
# Builds the smoothed target distribution, as in the paper that introduced it.
import torch
import torch.nn.functional as F


def cross_entropy(logits, targets, weight=None, ignore_index=-100, label_smoothing=0.0, reduction="mean"):
    C = logits.size(1)
    keep = (targets != ignore_index).float()
    safe = targets * (targets != ignore_index)
    shifted = logits - logits.max(dim=1, keepdim=True).values
    logp = shifted - torch.log(torch.exp(shifted).sum(dim=1, keepdim=True))
    q = F.one_hot(safe, C).float() * (1 - label_smoothing) + label_smoothing / C
    if weight is None:
        weight = logits.new_ones(C)
    loss = -torch.einsum("nc,nc,c->n", q, logp, weight) * keep
    if reduction == "none":
        return loss
    if reduction == "sum":
        return loss.sum()
    return loss.sum() / (weight[safe] * keep).sum()
