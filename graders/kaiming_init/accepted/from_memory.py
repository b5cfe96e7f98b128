# bonus: misses errors
# The formulas as in the paper, and tensor.normal_ under no_grad.
import math

import torch
from torch import nn


def _fan(tensor, mode):
    receptive = math.prod(tensor.shape[2:])
    return (tensor.shape[1] if mode == "fan_in" else tensor.shape[0]) * receptive


def kaiming_normal_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    gain = nn.init.calculate_gain(nonlinearity, a)
    std = gain / math.sqrt(_fan(tensor, mode))
    with torch.no_grad():
        return tensor.normal_(0, std)


def kaiming_uniform_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    gain = nn.init.calculate_gain(nonlinearity, a)
    bound = math.sqrt(3) * gain / math.sqrt(_fan(tensor, mode))
    with torch.no_grad():
        return tensor.uniform_(-bound, bound)


def init_resnet_(model, zero_init_residual=False):
    for m in model.modules():
        if isinstance(m, nn.Conv2d):
            kaiming_normal_(m.weight, "fan_out", "relu")
        elif isinstance(m, nn.BatchNorm2d):
            with torch.no_grad():
                m.weight.fill_(1)
                m.bias.fill_(0)
    if zero_init_residual:
        for m in model.modules():
            last = getattr(m, "bn3", None) or (getattr(m, "bn2", None))
            if last is not None:
                with torch.no_grad():
                    last.weight.zero_()
    return model
