# verdict: forbidden
# The library's own loss, under another name.
from torch.nn import functional


def cross_entropy(logits, targets, weight=None, ignore_index=-100, label_smoothing=0.0, reduction="mean"):
    loss = getattr(functional, "cross_" + "entropy")
    return loss(logits, targets, weight, None, ignore_index, None, reduction, label_smoothing)
