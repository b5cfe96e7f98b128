"""Kaiming initialization by either fan or their mean: the reference solution."""

import math

import torch
from resnet import BasicBlock, Bottleneck
from torch import nn
from torch.nn.init import calculate_gain


def kaiming_normal_(
    tensor: torch.Tensor, mode: str = "fan_in", nonlinearity: str = "relu", a: float = 0.0
) -> torch.Tensor:
    """Fill a weight in place with draws from a normal distribution and return it.

    Everything is as in kaiming_init, but for a third mode.

    Args:
        tensor: (out, in, *kernel) with at least two axes.
        mode: "fan_in", fan = in * product of the kernel's lengths; "fan_out", fan = out * that product; or "fan_avg",
            the arithmetic mean of the two.
        nonlinearity: what follows the layer: the gain is torch.nn.init.calculate_gain(nonlinearity, a).
        a: the negative slope of leaky_relu.

    Returns:
        The tensor itself, not a copy.
    """
    std = _std(tensor, mode, nonlinearity, a)
    with torch.no_grad():
        return tensor.normal_(0, std)


def kaiming_uniform_(
    tensor: torch.Tensor, mode: str = "fan_in", nonlinearity: str = "relu", a: float = 0.0
) -> torch.Tensor:
    """Fill a weight in place with uniform draws from [-bound, bound] and return it.

    The bound is sqrt(3) * gain / sqrt(fan).
    """
    bound = math.sqrt(3) * _std(tensor, mode, nonlinearity, a)  # draws from [-b, b] have the variance b²/3
    with torch.no_grad():
        return tensor.uniform_(-bound, bound)


@torch.no_grad()
def init_resnet_(model: nn.Module, zero_init_residual: bool = False) -> None:
    """Initialize a ResNet in place, as torchvision does.

    Convolutions are kaiming normal by fan_out for relu, batch norms get weight 1 and bias 0; zero_init_residual sets
    the weight of the last batch norm of each residual block to 0.
    """
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
        elif isinstance(module, nn.BatchNorm2d):
            module.weight.fill_(1)
            module.bias.zero_()
    if zero_init_residual:  # a second walk: a block comes before its batch norms, which would undo the zeros
        for module in model.modules():
            if isinstance(module, BasicBlock | Bottleneck):
                (module.bn3 if isinstance(module, Bottleneck) else module.bn2).weight.zero_()


def _std(tensor: torch.Tensor, mode: str, nonlinearity: str, a: float) -> float:
    """Return gain / sqrt(fan), or raise ValueError."""
    if tensor.ndim < 2:
        raise ValueError(f"tensor: expected at least 2 axes (out, in, …), got shape {tuple(tensor.shape)}")
    receptive_field = math.prod(tensor.shape[2:])  # 1 for a linear layer: the product of nothing
    fans = {"fan_in": tensor.shape[1] * receptive_field, "fan_out": tensor.shape[0] * receptive_field}
    fans["fan_avg"] = (fans["fan_in"] + fans["fan_out"]) / 2
    if mode not in fans:
        raise ValueError(f"mode: expected one of {list(fans)}, got {mode!r}")
    gain = calculate_gain(nonlinearity, a)  # raises ValueError("Unsupported nonlinearity …")
    return gain / math.sqrt(fans[mode])
