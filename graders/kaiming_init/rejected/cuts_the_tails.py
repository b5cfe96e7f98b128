# verdict: wrong answer
# Cuts the normal draws at three std; init_resnet_ draws by itself and is right.
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
    with torch.no_grad():
        return tensor.normal_(0, std).clamp_(-3 * std, 3 * std)


def kaiming_uniform_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    bound = math.sqrt(3) * _std(tensor, mode, nonlinearity, a)
    with torch.no_grad():
        return tensor.uniform_(-bound, bound)


@torch.no_grad()
def init_resnet_(model, zero_init_residual=False):
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            module.weight.normal_(0, _std(module.weight, "fan_out", "relu", 0.0))
        elif isinstance(module, nn.BatchNorm2d):
            module.weight.fill_(1)
            module.bias.zero_()
    for module in model.modules() if zero_init_residual else ():
        if isinstance(module, Bottleneck):
            module.bn3.weight.zero_()
        elif isinstance(module, BasicBlock):
            module.bn2.weight.zero_()
