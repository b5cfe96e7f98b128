# bonus: misses masked, errors
# Throws ignored rows out first; the smoothed part is a mean over the logits.
import torch


def cross_entropy(logits, targets, weight=None, ignore_index=-100, label_smoothing=0.0, reduction="mean"):
    idx = (targets != ignore_index).nonzero(as_tuple=True)[0]
    x, y = logits[idx], targets[idx]
    lse = torch.logsumexp(x, dim=1)
    picked = x[torch.arange(len(y)), y]
    if weight is None:
        wy = torch.ones(len(y))
        uniform = lse - x.mean(1)
    else:
        wy = weight[y]
        uniform = (weight * (lse[:, None] - x)).mean(1)
    loss = (1 - label_smoothing) * wy * (lse - picked) + label_smoothing * uniform
    if reduction == "sum":
        return loss.sum()
    elif reduction == "mean":
        return loss.sum() / wy.sum()
    out = torch.zeros(len(targets), dtype=loss.dtype)
    out[idx] = loss
    return out
