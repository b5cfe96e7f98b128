"""Kaiming initialization: by the mean of both fans.

The statement is in README.md; `nox -s grade -- kaiming_init/fan_avg` grades this file.
"""

import torch
from torch import nn


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
    raise NotImplementedError


def kaiming_uniform_(
    tensor: torch.Tensor, mode: str = "fan_in", nonlinearity: str = "relu", a: float = 0.0
) -> torch.Tensor:
    """Fill a weight in place with uniform draws from [-bound, bound] and return it.

    The bound is sqrt(3) * gain / sqrt(fan).
    """
    raise NotImplementedError


def init_resnet_(model: nn.Module, zero_init_residual: bool = False) -> None:
    """Initialize a ResNet in place, as torchvision does.

    Convolutions are kaiming normal by fan_out for relu, batch norms get weight 1 and bias 0; zero_init_residual sets
    the weight of the last batch norm of each residual block to 0.
    """
    raise NotImplementedError
