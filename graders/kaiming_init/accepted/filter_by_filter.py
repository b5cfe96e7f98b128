# bonus: misses errors
# Draws one output channel after the other, in float64; puts new parameters into the batch norms.
import math

import torch
from resnet import BasicBlock, Bottleneck
from torch import nn
from torch.nn.init import calculate_gain


def _std(tensor, mode, nonlinearity, a):
    fan = math.prod(tensor.shape) / tensor.shape[mode == "fan_out"]
    return calculate_gain(nonlinearity, a) / fan**0.5


def kaiming_normal_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    std = _std(tensor, mode, nonlinearity, a)
    with torch.no_grad():
        for channel in tensor:
            channel.copy_(torch.normal(0.0, std, size=channel.shape, dtype=torch.float64))
    return tensor


def kaiming_uniform_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    width = 12**0.5 * _std(tensor, mode, nonlinearity, a)
    for channel in tensor.detach():
        channel.copy_((torch.rand(channel.shape, dtype=torch.float64) - 0.5) * width)
    return tensor


def init_resnet_(model, zero_init_residual=False):
    last = {
        m.bn3 if isinstance(m, Bottleneck) else m.bn2
        for m in model.modules()
        if isinstance(m, (BasicBlock, Bottleneck))
    }
    for m in model.modules():
        if isinstance(m, nn.Conv2d):
            kaiming_normal_(m.weight, mode="fan_out", nonlinearity="leaky_relu", a=0)
        elif isinstance(m, nn.BatchNorm2d):
            one = float(not (zero_init_residual and m in last))
            m.weight, m.bias = nn.Parameter(torch.full_like(m.weight, one)), nn.Parameter(torch.zeros_like(m.bias))
