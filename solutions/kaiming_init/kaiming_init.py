"""Kaiming initialisation: the reference solution."""

import math

import torch
from resnet import BasicBlock, Bottleneck
from torch import nn
from torch.nn.init import calculate_gain


def kaiming_normal_(
    tensor: torch.Tensor, mode: str = "fan_in", nonlinearity: str = "relu", a: float = 0.0
) -> torch.Tensor:
    """Fill a weight with draws from a normal distribution of mean 0 and std gain / sqrt(fan), and return it.

    Args:
        tensor: (out, in, *kernel), floating point, any memory layout; filled in place, no gradient is recorded.
        mode: "fan_in" or "fan_out".
        nonlinearity: what follows the layer, as torch.nn.init.calculate_gain names it.
        a: the negative slope, for "leaky_relu" only.

    Raises:
        ValueError: fewer than two axes, an unknown mode, an unknown nonlinearity.

    Example:
        >>> _ = torch.manual_seed(0)
        >>> weight = kaiming_normal_(torch.empty(128, 96, 3, 3), mode="fan_out")
        >>> print(f"{weight.std():.3f}")  # sqrt(2 / 1152) = 1/24
        0.042
    """
    std = _std(tensor, mode, nonlinearity, a)
    with torch.no_grad():
        return tensor.normal_(0, std)


def kaiming_uniform_(
    tensor: torch.Tensor, mode: str = "fan_in", nonlinearity: str = "relu", a: float = 0.0
) -> torch.Tensor:
    """Fill a weight with uniform draws of mean 0 and the same std as kaiming_normal_, and return it.

    Example:
        >>> weight = kaiming_uniform_(torch.empty(128, 96, 3, 3))
        >>> print(f"{weight.abs().max():.4f}")  # sqrt(6 / 864) = 1/12
        0.0833
    """
    bound = math.sqrt(3) * _std(tensor, mode, nonlinearity, a)  # draws from [-b, b] have the variance b²/3
    with torch.no_grad():
        return tensor.uniform_(-bound, bound)


@torch.no_grad()
def init_resnet_(model: nn.Module, zero_init_residual: bool = False) -> None:
    """Initialise a ResNet: convolutions kaiming normal for relu by fan_out, batch norms to the identity.

    Args:
        model: a ResNet of resnet.py; changed in place.
        zero_init_residual: also zero the last batch norm's weight of each residual block.
    """
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
        elif isinstance(module, nn.BatchNorm2d):
            module.weight.fill_(1)
            module.bias.zero_()
    if zero_init_residual:  # a second walk: a block comes before its batch norms, which would undo the zeros
        for module in model.modules():
            if isinstance(module, Bottleneck):
                module.bn3.weight.zero_()
            elif isinstance(module, BasicBlock):
                module.bn2.weight.zero_()


def _std(tensor: torch.Tensor, mode: str, nonlinearity: str, a: float) -> float:
    """Return gain / sqrt(fan), or raise ValueError."""
    if tensor.ndim < 2:
        raise ValueError(f"tensor: expected at least 2 axes (out, in, …), got shape {tuple(tensor.shape)}")
    receptive_field = math.prod(tensor.shape[2:])  # 1 for a linear layer: the product of nothing
    fans = {"fan_in": tensor.shape[1] * receptive_field, "fan_out": tensor.shape[0] * receptive_field}
    if mode not in fans:
        raise ValueError(f'mode: expected "fan_in" or "fan_out", got {mode!r}')
    gain = calculate_gain(nonlinearity, a)  # raises ValueError("Unsupported nonlinearity …")
    return gain / math.sqrt(fans[mode])
