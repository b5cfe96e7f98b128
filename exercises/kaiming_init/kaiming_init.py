"""Kaiming initialization.

The statement is in README.md; `nox -s grade -- kaiming_init` grades this file.
"""

import torch
from torch import nn


def kaiming_normal_(
    tensor: torch.Tensor, mode: str = "fan_in", nonlinearity: str = "relu", a: float = 0.0
) -> torch.Tensor:
    """Fill a weight in place with draws from a normal distribution and return it.

    The mean is 0, the standard deviation gain / sqrt(fan). The draws come from PyTorch's global generator, so that
    torch.manual_seed makes them repeatable. No gradient is recorded, and a parameter stays one.

    Args:
        tensor: (out, in, *kernel) with at least two axes: (out, in) for a linear layer, (out, in, height, width) for a
            convolution of images. float16, float32 or float64, any memory layout; dtype and shape stay as they are.
        mode: "fan_in", fan = in * product of the kernel's lengths; or "fan_out", fan = out * that product.
        nonlinearity: what follows the layer. The gain is torch.nn.init.calculate_gain(nonlinearity, a), which may be
            called: relu sqrt(2), leaky_relu sqrt(2 / (1 + a²)), tanh 5/3, selu 3/4, linear, conv1d … and sigmoid 1.
        a: the negative slope of leaky_relu; no other nonlinearity looks at it.

    Returns:
        The tensor itself, not a copy.

    Raises:
        ValueError: for the bonus, an argument is bad (see the statement). The message names it.

    Example:
        >>> _ = torch.manual_seed(0)
        >>> weight = torch.empty(128, 96, 3, 3)  # fan_out 128 * 9 = 1152
        >>> print(f"{kaiming_normal_(weight, mode='fan_out').std():.3f}")  # sqrt(2) / sqrt(1152) = 1/24
        0.042

    Source:
        torch.nn.init.kaiming_normal_, whose default nonlinearity is another one.
    """
    raise NotImplementedError


def kaiming_uniform_(
    tensor: torch.Tensor, mode: str = "fan_in", nonlinearity: str = "relu", a: float = 0.0
) -> torch.Tensor:
    """Fill a weight in place with uniform draws from [-bound, bound] and return it.

    The bound is sqrt(3) * gain / sqrt(fan), which makes the standard deviation that of kaiming_normal_. Everything else
    is as there.

    Example:
        >>> _ = torch.manual_seed(0)
        >>> weight = kaiming_uniform_(torch.empty(128, 96, 3, 3))
        >>> print(f"{weight.abs().max():.4f}")  # sqrt(3) * sqrt(2) / sqrt(864) = 1/12
        0.0833
    """
    raise NotImplementedError


def init_resnet_(model: nn.Module, zero_init_residual: bool = False) -> None:
    """Initialize a ResNet in place, as torchvision does.

    Every convolution's weight is kaiming normal with mode "fan_out" for relu, every batch norm gets weight 1 and bias
    0. All else stays as it is: linear layers, biases of convolutions, running statistics.

    Args:
        model: a ResNet of resnet.py, which lies beside this file, with blocks of either kind.
        zero_init_residual: also set the weight of the last batch norm of each residual block to 0: bn2 of a BasicBlock,
            bn3 of a Bottleneck, and no other.

    Source:
        torchvision.models.resnet.ResNet.__init__.
    """
    raise NotImplementedError
