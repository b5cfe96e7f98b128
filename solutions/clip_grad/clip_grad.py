"""Clipping gradients by norm and by value: the reference solution."""

import torch


def clip_grad_norm_(grads: list[torch.Tensor | None], max_norm: float, norm_type: float = 2.0) -> torch.Tensor:
    """Scale all gradients in place by one factor, so that the norm of all numbers together is at most max_norm.

    The factor is max_norm / (total + 1e-6), or 1 where that is above 1; total is the norm before.

    Args:
        grads: gradients of any shapes, or None for parameters that have none; changed.
        max_norm: the largest norm that is left alone.
        norm_type: 2 for the root of the sum of squares, p for the p-th root of the sum of |g| to the p, and
            float("inf") for the largest |g|.

    Returns:
        The norm before clipping, a tensor without axes or a number.

    Raises:
        ValueError: max_norm is negative, or norm_type is not above 0. The message names the argument.

    Example:
        >>> grads = [torch.tensor([3.0, 4]), torch.tensor([[12.0]])]
        >>> clip_grad_norm_(grads, max_norm=6.5)
        tensor(13.)
        >>> grads
        [tensor([1.5000, 2.0000]), tensor([[6.0000]])]
    """
    if max_norm < 0:
        raise ValueError(f"max_norm: expected 0 or more, got {max_norm}")
    if not norm_type > 0:
        raise ValueError(f"norm_type: expected a number above 0, got {norm_type}")
    present = [g for g in grads if g is not None]
    # The p-norm of the p-norms of parts is the p-norm of the whole.
    norms = torch.stack([torch.linalg.vector_norm(g, norm_type) for g in present])
    total = torch.linalg.vector_norm(norms, norm_type)
    factor = torch.clamp(max_norm / (total + 1e-6), max=1.0)
    for g in present:
        g.mul_(factor)
    return total


def clip_grad_value_(grads: list[torch.Tensor | None], clip_value: float) -> None:
    """Set each number of the gradients that is above clip_value to it, and each below −clip_value to that, in place.

    Args:
        grads: gradients of any shapes, or None for parameters that have none; changed.
        clip_value: the largest absolute value that is left alone.

    Raises:
        ValueError: clip_value is negative. The message names it.

    Example:
        >>> grads = [torch.tensor([3.0, -4]), torch.tensor([[12.0]])]
        >>> clip_grad_value_(grads, clip_value=3.5)
        >>> grads
        [tensor([ 3.0000, -3.5000]), tensor([[3.5000]])]
    """
    if clip_value < 0:
        raise ValueError(f"clip_value: expected 0 or more, got {clip_value}")
    for g in grads:
        if g is not None:
            g.clamp_(-clip_value, clip_value)
