# verdict: too slow
# Right draws, scaled one number at a time in a list, in kaiming_normal_.
import math

import torch
from resnet import BasicBlock, Bottleneck
from torch import nn
from torch.nn.init import calculate_gain


def _std(tensor, mode, nonlinearity, a):
    if tensor.ndim < 2:
        raise ValueError("tensor: expected at least 2 axes")
    area = math.prod(tensor.shape[2:])
    fans = {"fan_in": tensor.shape[1] * area, "fan_out": tensor.shape[0] * area}
    if mode not in fans:
        raise ValueError("mode: expected fan_in or fan_out")
    return calculate_gain(nonlinearity, a) / math.sqrt(fans[mode])


def kaiming_normal_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    std = _std(tensor, mode, nonlinearity, a)
    draws = []
    for draw in torch.randn(tensor.shape).flatten().tolist():
        draws.append(0.0 + std * draw)
    with torch.no_grad():
        return tensor.copy_(torch.tensor(draws).reshape(tensor.shape))


def kaiming_uniform_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    bound = math.sqrt(3) * _std(tensor, mode, nonlinearity, a)
    with torch.no_grad():
        return tensor.uniform_(-bound, bound)


@torch.no_grad()
def init_resnet_(model, zero_init_residual=False):
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
        elif isinstance(module, nn.BatchNorm2d):
            module.weight.fill_(1)
            module.bias.zero_()
    for module in model.modules() if zero_init_residual else ():
        if isinstance(module, Bottleneck):
            module.bn3.weight.zero_()
        elif isinstance(module, BasicBlock):
            module.bn2.weight.zero_()
