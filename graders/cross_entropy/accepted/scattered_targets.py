# bonus: misses masked, errors
# Targets by scatter_add in float64, every reduction computed and one picked from a dict.
import torch


def cross_entropy(logits, targets, weight=None, ignore_index=-100, label_smoothing=0.0, reduction="mean"):
    logp = torch.log_softmax(logits.double(), 1)
    C = logp.shape[1]
    ignored = targets.eq(ignore_index)
    y = targets.clamp(0, C - 1)[:, None]
    w = logp.new_ones(C) if weight is None else weight.double()
    q = torch.full_like(logp, label_smoothing / C).scatter_add(1, y, torch.full_like(logp[:, :1], 1 - label_smoothing))
    loss = torch.einsum("nc,nc,c->n", q, -logp, w)
    loss = torch.where(ignored, 0.0, loss)
    norm = torch.where(ignored, 0.0, w[y[:, 0]])
    return {"none": loss, "sum": loss.sum(), "mean": loss.sum() / norm.sum()}[reduction]
