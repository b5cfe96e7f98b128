# verdict: too slow
# A Python loop over the rows.
import torch


def cross_entropy(logits, targets, weight=None, ignore_index=-100, label_smoothing=0.0, reduction="mean"):
    c = logits.shape[1]
    w = torch.ones(c) if weight is None else weight
    losses, total = [], 0.0
    for x, y in zip(logits, targets.tolist(), strict=True):
        if y == ignore_index:
            losses.append(torch.zeros(()))
            continue
        logp = x - torch.logsumexp(x, 0)
        loss = -(1 - label_smoothing) * w[y] * logp[y]
        if label_smoothing:
            loss = loss - label_smoothing / c * (w * logp).sum()
        losses.append(loss)
        total = total + w[y]
    losses = torch.stack(losses)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / total
