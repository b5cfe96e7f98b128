"""Gradient clipping.

The statement is in README.md; `nox -s grade -- clip_grad` grades this file.
"""

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
    raise NotImplementedError


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
    raise NotImplementedError
