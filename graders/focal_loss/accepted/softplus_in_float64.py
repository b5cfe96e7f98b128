# bonus: none
# -log p_t is a softplus; everything in float64, the factor as an exponential.
import torch


def focal_loss(logits, targets, alpha=0.25, gamma=2.0, reduction="none"):
    if logits.shape != targets.shape:
        raise ValueError("logits and targets must have the same shape")
    if not (0 <= alpha <= 1 or alpha == -1) or gamma < 0:
        raise ValueError(f"bad alpha={alpha} or gamma={gamma}")
    reduce = {"none": lambda t: t, "mean": torch.mean, "sum": torch.sum}
    if reduction not in reduce:
        raise ValueError(f"unknown reduction {reduction}")
    x = ((1 - 2 * targets) * logits).double()
    loss = torch.nn.functional.softplus(x) * torch.exp(-gamma * torch.nn.functional.softplus(-x))
    if alpha != -1:
        loss = loss * (targets * alpha + (1 - targets) * (1 - alpha))
    return reduce[reduction](loss)
