# bonus: misses errors
# Normal draws from uniform ones by Box and Muller's formula; everything through .data, without no_grad.
import math

import torch
from resnet import Bottleneck
from torch import nn
from torch.nn import init


def _std(tensor, mode, nonlinearity, a):
    out_channels, in_channels, *kernel = tensor.shape
    fan = in_channels if mode == "fan_in" else out_channels
    return init.calculate_gain(nonlinearity, a) * math.prod([fan, *kernel]) ** -0.5


def kaiming_normal_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    half = (tensor.numel() + 1) // 2
    radius = (-2 * torch.log1p(-torch.rand(half, dtype=torch.float64))).sqrt()
    angle = 2 * math.pi * torch.rand(half, dtype=torch.float64)
    draws = torch.cat([radius * angle.cos(), radius * angle.sin()])[: tensor.numel()]
    tensor.data.copy_(_std(tensor, mode, nonlinearity, a) * draws.reshape(tensor.shape))
    return tensor


def kaiming_uniform_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    tensor.data.uniform_().sub_(0.5).mul_(2 * 3**0.5 * _std(tensor, mode, nonlinearity, a))
    return tensor


def init_resnet_(model, zero_init_residual=False):
    def visit(module):
        if type(module) is nn.Conv2d:
            kaiming_normal_(module.weight, mode="fan_out")
        elif type(module) is nn.BatchNorm2d:
            module.weight.data.fill_(1.0)
            module.bias.data.fill_(0.0)

    model.apply(visit)
    for layer in (model.layer1, model.layer2, model.layer3, model.layer4):
        for block in layer if zero_init_residual else ():
            (block.bn3 if isinstance(block, Bottleneck) else block.bn2).weight.data.mul_(0)
