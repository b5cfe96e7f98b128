# verdict: forbidden
# Lets a throw-away linear layer draw, which calls the forbidden kaiming_uniform_.
import math

import torch
from torch import nn
from torch.nn.init import calculate_gain


def std_of(tensor, mode, nonlinearity, a):
    fan = tensor.shape[mode == "fan_in"] * math.prod(tensor.shape[2:])
    return calculate_gain(nonlinearity, a) / math.sqrt(fan)


def kaiming_normal_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    std = std_of(tensor, mode, nonlinearity, a)
    with torch.no_grad():
        return tensor.normal_(0, std)


def kaiming_uniform_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    bound = math.sqrt(3) * std_of(tensor, mode, nonlinearity, a)
    columns = tensor.shape[-1]
    layer = nn.Linear(columns, tensor.numel() // columns, bias=False)
    with torch.no_grad():
        return tensor.copy_(layer.weight.reshape(tensor.shape) * (bound * math.sqrt(columns)))


@torch.no_grad()
def init_resnet_(model, zero_init_residual=False):
    for m in model.modules():
        if isinstance(m, nn.Conv2d):
            m.weight.normal_(0, std_of(m.weight, "fan_out", "relu", 0.0))
        elif isinstance(m, nn.BatchNorm2d):
            m.weight.fill_(1)
            m.bias.zero_()
    for m in model.modules() if zero_init_residual else ():
        if hasattr(m, "downsample"):
            getattr(m, "bn3", m.bn2).weight.zero_()
