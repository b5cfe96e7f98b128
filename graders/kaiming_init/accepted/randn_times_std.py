# bonus: misses errors
# Draws standard normals in float32 and scales them; keeps a table of gains, and sets .data.
import math

import torch
from torch import nn


def std_of(tensor, mode, nonlinearity, a):
    gains = {"relu": math.sqrt(2), "leaky_relu": math.sqrt(2 / (1 + a * a)), "tanh": 5 / 3, "selu": 0.75}
    fan = tensor.size(1) if mode == "fan_in" else tensor.size(0)
    for length in tensor.shape[2:]:
        fan *= length
    return gains.get(nonlinearity, 1) / fan**0.5


def kaiming_normal_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    with torch.no_grad():
        tensor.copy_(torch.randn(tensor.shape) * std_of(tensor, mode, nonlinearity, a))
    return tensor


def kaiming_uniform_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    with torch.no_grad():
        tensor.copy_((2 * torch.rand(tensor.shape) - 1) * math.sqrt(3) * std_of(tensor, mode, nonlinearity, a))
    return tensor


def init_resnet_(model, zero_init_residual=False):
    for name, module in model.named_modules():
        if isinstance(module, nn.Conv2d):
            kaiming_normal_(module.weight, "fan_out")
        if isinstance(module, nn.BatchNorm2d):
            module.weight.data = torch.ones_like(module.weight.data)
            module.bias.data = torch.zeros_like(module.bias.data)
    if zero_init_residual:
        for name, module in model.named_modules():
            if name.startswith("layer") and name.count(".") == 1:
                last = module.bn3 if hasattr(module, "bn3") else module.bn2
                last.weight.data.zero_()
    return model
