# bonus: misses errors
# The usual few lines: log_softmax, fancy indexing, a mask of the rows that count.
import torch


def cross_entropy(logits, targets, weight=None, ignore_index=-100, label_smoothing=0.0, reduction="mean"):
    n, c = logits.shape
    lsm = torch.log_softmax(logits, dim=-1)
    mask = targets.ne(ignore_index)
    t = targets.masked_fill(~mask, 0)
    w = torch.ones(c) if weight is None else weight
    nll = -lsm[torch.arange(n), t] * w[t]
    if label_smoothing > 0:
        smooth = -(lsm * w).sum(-1)
        nll = (1 - label_smoothing) * nll + label_smoothing / c * smooth
    nll = nll.masked_fill(~mask, 0.0)
    if reduction == "mean":
        return nll.sum() / w[t][mask].sum()
    if reduction == "sum":
        return nll.sum()
    return nll
