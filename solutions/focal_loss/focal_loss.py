"""Focal loss: the reference solution."""

import torch
from torch.nn import functional


def focal_loss(
    logits: torch.Tensor,
    targets: torch.Tensor,
    alpha: float = 0.25,
    gamma: float = 2.0,
    reduction: str = "none",
) -> torch.Tensor:
    """Return the focal loss of independent yes-or-no predictions, as torchvision.ops.sigmoid_focal_loss does.

    Args:
        logits: any shape, a real number for each prediction, before the sigmoid.
        targets: the same shape and dtype as logits, 1 for yes and 0 for no.
        alpha: from 0 to 1, the weight of a prediction whose target is 1; the others weigh 1 - alpha. With -1 each
            weighs 1.
        gamma: 0 or more; a prediction counts (1 - p_t) ** gamma, where p_t is the probability of its target.
        reduction: "none", "mean" or "sum".

    Returns:
        The losses, in the shape of logits; with "mean" or "sum" their mean or sum over all elements, shape ().

    Raises:
        ValueError: targets of another shape, or alpha, gamma or reduction out of range. The message names the argument.

    Example:
        >>> logits = torch.tensor([3.0, 3, 1]).log()  # probabilities 3/4, 3/4 and 1/2
        >>> focal_loss(logits, torch.tensor([1.0, 0, 1]))
        tensor([0.0045, 0.5848, 0.0433])
    """
    _check(logits, targets, alpha, gamma, reduction)
    right = torch.where(targets == 1, logits, -logits)  # the logit of the target: p_t is its sigmoid
    losses = -(torch.sigmoid(-right) ** gamma) * functional.logsigmoid(right)
    if alpha >= 0:
        losses = (alpha * targets + (1 - alpha) * (1 - targets)) * losses
    if reduction == "none":
        return losses
    return losses.mean() if reduction == "mean" else losses.sum()


def _check(logits, targets, alpha, gamma, reduction) -> None:
    if targets.shape != logits.shape:
        raise ValueError(f"targets: expected shape {tuple(logits.shape)}, as logits, got {tuple(targets.shape)}")
    if alpha != -1 and not 0 <= alpha <= 1:
        raise ValueError(f"alpha: expected 0 to 1, or -1, got {alpha}")
    if gamma < 0:
        raise ValueError(f"gamma: expected 0 or more, got {gamma}")
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(f'reduction: expected "none", "mean" or "sum", got {reduction!r}')
