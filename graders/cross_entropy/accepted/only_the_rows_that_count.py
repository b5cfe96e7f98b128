# bonus: misses errors
# Throws ignored rows out first, and puts the losses back for "none".
import torch


def cross_entropy(logits, targets, weight=None, ignore_index=-100, label_smoothing=0.0, reduction="mean"):
    rows = (targets != ignore_index).nonzero(as_tuple=True)[0]
    x, y = logits[rows].double(), targets[rows]
    top = x.amax(1, keepdim=True).detach()
    lse = (x - top).exp().sum(1).log() + top.squeeze(1)
    w = torch.ones(x.shape[1]).double() if weight is None else weight.double()
    loss = (1 - label_smoothing) * w[y] * (lse - x.gather(1, y.unsqueeze(1)).squeeze(1))
    if label_smoothing:
        loss = loss + label_smoothing * ((lse[:, None] - x) * w).mean(1)
    if reduction == "none":
        return torch.zeros(len(targets)).double().index_put((rows,), loss)
    return loss.sum() / w[y].sum() if reduction == "mean" else loss.sum()
