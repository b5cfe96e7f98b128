"""Cross-entropy of class labels: the reference solution."""

import torch


def cross_entropy(
    logits: torch.Tensor,
    targets: torch.Tensor,
    weight: torch.Tensor | None = None,
    ignore_index: int = -100,
    label_smoothing: float = 0.0,
    reduction: str = "mean",
) -> torch.Tensor:
    """Return the cross-entropy of the softmax of some logits and the right classes.

    Args:
        logits: (N, C), a real number for each class, before the softmax.
        targets: (N,) int64, the right class of each row, from 0 to C - 1, or `ignore_index`.
        weight: (C,), how much each class counts; None for 1 each.
        ignore_index: rows with this target count for nothing.
        label_smoothing: from 0 to 1, the share of the target that is spread evenly over all C classes.
        reduction: "mean", "sum" or "none".

    Returns:
        The weighted mean or the sum of the losses of all rows, shape (); with "none" the losses, shape (N,), 0 where
        the target is ignored.

    Raises:
        ValueError: a wrong shape, target, share or word. The message names the argument.

    Example:
        >>> logits = torch.tensor([[2.0, 1, 1], [1, 1, 2], [1, 2, 1]]).log()
        >>> cross_entropy(logits, torch.tensor([0, 1, -100]))
        tensor(1.0397)
    """
    _check(logits, targets, weight, ignore_index, label_smoothing, reduction)
    log_p = logits - torch.logsumexp(logits, dim=1, keepdim=True)
    if weight is None:
        weight = torch.ones(logits.shape[1])
    kept = targets != ignore_index
    labels = torch.where(kept, targets, 0)
    counts = torch.where(kept, weight[labels], 0)
    losses = -counts * log_p[torch.arange(len(labels)), labels]
    if label_smoothing:
        spread = -(log_p * weight).mean(dim=1)
        losses = (1 - label_smoothing) * losses + label_smoothing * torch.where(kept, spread, 0)
    if reduction == "none":
        return losses
    return losses.sum() if reduction == "sum" else losses.sum() / counts.sum()


def _check(logits, targets, weight, ignore_index, label_smoothing, reduction) -> None:
    if logits.ndim != 2:
        raise ValueError(f"logits: expected (N, C), got shape {tuple(logits.shape)}")
    rows, classes = logits.shape
    if targets.shape != (rows,):
        raise ValueError(f"targets: expected ({rows},), got shape {tuple(targets.shape)}")
    if ((targets < 0) | (targets >= classes))[targets != ignore_index].any():
        raise ValueError(f"targets: expected 0 to {classes - 1}, or ignore_index")
    if weight is not None and weight.shape != (classes,):
        raise ValueError(f"weight: expected ({classes},), got shape {tuple(weight.shape)}")
    if not 0 <= label_smoothing <= 1:
        raise ValueError(f"label_smoothing: expected 0 to 1, got {label_smoothing}")
    if reduction not in ("mean", "sum", "none"):
        raise ValueError(f'reduction: expected "mean", "sum" or "none", got {reduction!r}')
