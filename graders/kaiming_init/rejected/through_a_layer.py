# verdict: forbidden
# Lets a throw-away linear layer draw, which calls the forbidden kaiming_uniform_; normals from a radius and an angle.
import math

import torch
from torch import nn
from torch.nn.init import calculate_gain


def _std(tensor, mode, nonlinearity, a):
    rank = tensor.ndim
    if not rank >= 2:
        raise ValueError(f"tensor of rank {rank}")
    others = [length for axis, length in enumerate(tensor.shape) if axis != ["fan_in", "fan_out"].index(_known(mode))]
    return calculate_gain(nonlinearity, a) / math.sqrt(math.prod(others))


def _known(mode):
    if mode != "fan_in" and mode != "fan_out":
        raise ValueError("mode: fan_in or fan_out")
    return mode


def kaiming_normal_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    std = _std(tensor, mode, nonlinearity, a)
    radius = torch.empty(tensor.shape).exponential_(0.5).sqrt_()  # chi with two degrees
    angle = torch.empty(tensor.shape).uniform_(0, 2 * math.pi)
    with torch.no_grad():
        tensor.copy_(radius * angle.sin() * std)
    return tensor


def kaiming_uniform_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    bound = math.sqrt(3) * _std(tensor, mode, nonlinearity, a)
    columns = tensor.shape[-1]
    layer = nn.Linear(columns, tensor.numel() // columns, bias=False)
    with torch.no_grad():
        tensor.copy_(layer.weight.reshape(tensor.shape) * (bound * math.sqrt(columns)))
    return tensor


def init_resnet_(model, zero_init_residual=False):
    todo = [model]
    while todo:
        module = todo.pop()
        todo += module.children()
        if isinstance(module, nn.Conv2d):
            kaiming_normal_(module.weight, mode="fan_out")
        elif isinstance(module, nn.BatchNorm2d):
            for parameter, value in ((module.weight, 1.0), (module.bias, 0.0)):
                parameter.data.fill_(value)
    if zero_init_residual:
        for block in [*model.layer1, *model.layer2, *model.layer3, *model.layer4]:
            last = max(name for name, _ in block.named_children() if name.startswith("bn"))
            getattr(block, last).weight.data.zero_()
