# bonus: none
# Names the global generator, works on a detached view, and multiplies the fan with NumPy.
import numpy as np
import torch
from resnet import BasicBlock, Bottleneck
from torch import nn


def _spread(tensor: torch.Tensor, mode: str, nonlinearity: str, a: float) -> float:
    shape = np.array(tensor.shape)
    if shape.size < 2:
        raise ValueError("the tensor has no fans")
    fans = dict(fan_in=shape[1:].prod(), fan_out=shape[0] * shape[2:].prod())
    try:
        fan = fans[mode]
    except KeyError as problem:
        raise ValueError(f"mode {problem} is not one of {list(fans)}") from problem
    return float(torch.nn.init.calculate_gain(nonlinearity, a) / np.sqrt(fan))


def kaiming_normal_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    tensor.detach().normal_(std=_spread(tensor, mode, nonlinearity, a), generator=torch.default_generator)
    return tensor


def kaiming_uniform_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    bound = _spread(tensor, mode, nonlinearity, a) * np.sqrt(3)
    tensor.detach().uniform_(-bound, bound, generator=torch.default_generator)
    return tensor


def init_resnet_(model, zero_init_residual=False):
    zeroed = set()
    for module in model.modules():
        if isinstance(module, Bottleneck):
            zeroed.add(module.bn3)
        elif isinstance(module, BasicBlock):
            zeroed.add(module.bn2)
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            kaiming_normal_(module.weight, mode="fan_out", nonlinearity="leaky_relu", a=0)
        elif isinstance(module, nn.BatchNorm2d):
            one = float(not (zero_init_residual and module in zeroed))
            module.weight = nn.Parameter(torch.full_like(module.weight, one))
            module.bias = nn.Parameter(torch.zeros_like(module.bias))
