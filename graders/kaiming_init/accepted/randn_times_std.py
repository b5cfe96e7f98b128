# bonus: none
# Draws standard normals and scales them; counts the fans on slices, keeps a table of gains.
import math

import torch
from torch import nn


def fan_of(tensor, mode):
    if tensor.dim() < 2:
        raise ValueError("tensor needs at least two dimensions")
    if mode == "fan_in":
        return tensor[0].numel()
    if mode == "fan_out":
        return tensor[:, 0].numel()
    raise ValueError(f"mode {mode}?")


def gain_of(nonlinearity, a):
    gains = {"sigmoid": 1, "linear": 1, "tanh": 5 / 3, "relu": math.sqrt(2), "selu": 0.75}
    gains["leaky_relu"] = math.sqrt(2 / (1 + a * a))
    gains |= {f"conv{n}d": 1 for n in (1, 2, 3)} | {f"conv_transpose{n}d": 1 for n in (1, 2, 3)}
    if nonlinearity not in gains:
        raise ValueError(f"unknown nonlinearity {nonlinearity}")
    return gains[nonlinearity]


def kaiming_normal_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    std = gain_of(nonlinearity, a) / fan_of(tensor, mode) ** 0.5
    with torch.no_grad():
        tensor.copy_(torch.randn(tensor.shape) * std)  # float32 whatever the tensor is
    return tensor


def kaiming_uniform_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    bound = gain_of(nonlinearity, a) * (3 / fan_of(tensor, mode)) ** 0.5
    with torch.no_grad():
        tensor.copy_((2 * torch.rand(tensor.shape) - 1) * bound)
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
