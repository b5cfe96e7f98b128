# bonus: misses errors
# Split into steps, with the two cases of label_smoothing apart.
import torch


def log_probs(z):
    return z - torch.logsumexp(z, -1, True)


def cross_entropy(logits, targets, weight=None, ignore_index=-100, label_smoothing=0.0, reduction="mean"):
    logp = log_probs(logits)
    ignored = targets == ignore_index
    idx = torch.where(ignored, torch.zeros_like(targets), targets).view(-1, 1)
    nll = -torch.take_along_dim(logp, idx, dim=1).view(-1)
    sample_w = torch.ones_like(nll) if weight is None else weight.index_select(0, idx.view(-1))
    loss = nll * sample_w
    if label_smoothing != 0:
        uniform = -logp.mean(1) if weight is None else -(logp @ weight) / logp.shape[1]
        loss = torch.lerp(loss, uniform, label_smoothing)
    loss = torch.where(ignored, torch.zeros_like(loss), loss)
    if reduction == "none":
        return loss
    total = loss.sum()
    return total if reduction == "sum" else total / sample_w[~ignored].sum()
