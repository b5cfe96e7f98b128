"""Squeeze-and-excitation block.

The statement is in README.md; `nox -s grade -- se_block` grades this file.
"""

import torch


def se_block(x: torch.Tensor, w1: torch.Tensor, b1: torch.Tensor, w2: torch.Tensor, b2: torch.Tensor) -> torch.Tensor:
    """Scale each channel by a gate between 0 and 1 that is computed from the means of all channels.

    Args:
        x: (N, C, H, W).
        w1, b1: (R, C) and (R,), the linear map down to R numbers, as in nn.Linear(C, R); ReLU follows.
        w2, b2: (C, R) and (C,), the linear map back, as in nn.Linear(R, C); a sigmoid follows.

    Returns:
        (N, C, H, W), x times the gate of its image and channel.

    Raises:
        ValueError: shapes that do not fit. The message names the argument.

    Example:
        >>> x = torch.tensor([[[[1.0, 3]], [[2, -2]]]])
        >>> w1, b1 = torch.tensor([[1.0, 1], [-1, 0]]), torch.tensor([1.0, 0])
        >>> w2, b2 = torch.tensor([[0.0, 5], [-1, 5]]), torch.zeros(2)
        >>> se_block(x, w1, b1, w2, b2)[0, :, 0]
        tensor([[ 0.5000,  1.5000],
                [ 0.0949, -0.0949]])
    """
    raise NotImplementedError
