"""RMS norm: the reference solution."""

import torch


def rms_norm(x: torch.Tensor, weight: torch.Tensor, eps: float = 1e-6) -> torch.Tensor:
    """Divide each vector along the last axis by its root mean square, and scale it.

    Args:
        x: (..., D), one axis or more; float32, or float16 for a bonus.
        weight: (D,), the scale of each element.
        eps: added to the mean square, under the root.

    Returns:
        The shape of x.

    Raises:
        ValueError: shapes that do not fit, or eps below 0. The message names the argument.

    Example:
        >>> x = torch.tensor([[3.0, 4, 0, 0], [1, 7, 5, 5]])
        >>> rms_norm(x, torch.tensor([1.0, 2, 1, 3]))
        tensor([[1.2000, 3.2000, 0.0000, 0.0000],
                [0.2000, 2.8000, 1.0000, 3.0000]])
    """
    if x.shape[-1:] != weight.shape:
        raise ValueError(f"weight: expected the last axis of x, {tuple(x.shape)}, got {tuple(weight.shape)}")
    if eps < 0:
        raise ValueError(f"eps: expected 0 or more, got {eps}")
    numbers = x.float()
    mean_square = numbers.square().mean(-1, keepdim=True)
    return (numbers * torch.rsqrt(mean_square + eps)).to(x.dtype) * weight
