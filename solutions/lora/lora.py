"""A LoRA layer: the reference solution."""

import torch
from torch import nn


class LoRALinear(nn.Module):
    """A frozen linear layer and a trained product of low rank beside it.

    Attributes:
        lora_A: nn.Parameter (rank, in_features), random at first.
        lora_B: nn.Parameter (out_features, rank), zero at first.

    Example:
        >>> layer = LoRALinear(nn.Linear(4, 3), rank=2, alpha=16)
        >>> sorted(name for name, parameter in layer.named_parameters() if parameter.requires_grad)
        ['lora_A', 'lora_B']

    Source:
        Hu et al., LoRA, 2021, section 4.1.
    """

    def __init__(self, linear: nn.Linear, rank: int, alpha: float):
        """Freeze a layer and put A and B beside it.

        Args:
            linear: the layer, with or without a bias; its weight is (out_features, in_features).
            rank: the number of rows of A and of columns of B.
            alpha: the product B A is multiplied by alpha / rank.

        Raises:
            ValueError: rank is less than 1. The message names it.
        """
        super().__init__()
        if rank < 1:
            raise ValueError(f"rank: expected 1 or more, got {rank}")
        self.linear = linear.requires_grad_(False)
        self.scale = alpha / rank
        self.lora_A = nn.Parameter(linear.weight.new_zeros(rank, linear.in_features))
        self.lora_B = nn.Parameter(linear.weight.new_zeros(linear.out_features, rank))
        nn.init.kaiming_uniform_(self.lora_A)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return x Wᵀ + b + (alpha / rank) x Aᵀ Bᵀ, of shape (…, out_features), for x of shape (…, in_features)."""
        return self.linear(x) + x @ self.lora_A.T @ self.lora_B.T * self.scale

    def merged(self) -> nn.Linear:
        """Return one new linear layer that gives the same. This layer is not changed."""
        old = self.linear
        new = nn.Linear(old.in_features, old.out_features, bias=old.bias is not None, dtype=old.weight.dtype)
        with torch.no_grad():
            new.weight.copy_(old.weight + self.lora_B @ self.lora_A * self.scale)
            if old.bias is not None:
                new.bias.copy_(old.bias)
        return new
