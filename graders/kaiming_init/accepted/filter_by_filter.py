# bonus: none
# Draws one output channel after the other, in float64.
import torch
from torch import nn
from torch.nn.init import calculate_gain


def _fan(tensor, mode):
    if tensor.ndim < 2:
        raise ValueError("tensor must have (out, in, ...)")
    fan = 1
    for axis, length in enumerate(tensor.shape):
        if axis != {"fan_in": 0, "fan_out": 1}.get(mode, -1):
            fan *= length
    if mode not in {"fan_in", "fan_out"}:
        raise ValueError("mode must be fan_in or fan_out")
    return fan


def kaiming_normal_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    std = calculate_gain(nonlinearity, a) / _fan(tensor, mode) ** 0.5
    with torch.no_grad():
        for channel in tensor:
            channel.copy_(torch.normal(0.0, std, size=channel.shape, dtype=torch.float64))
    return tensor


def kaiming_uniform_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    std = calculate_gain(nonlinearity, a) / _fan(tensor, mode) ** 0.5
    width = 12**0.5 * std
    with torch.no_grad():
        for channel in tensor:
            channel.copy_((torch.rand(channel.shape, dtype=torch.float64) - 0.5) * width)
    return tensor


def init_resnet_(model, zero_init_residual=False):
    def walk(module):
        with torch.no_grad():
            if isinstance(module, nn.Conv2d):
                kaiming_normal_(module.weight, mode="fan_out")
            elif isinstance(module, nn.BatchNorm2d):
                module.weight.fill_(1)
                module.bias.fill_(0)
        for child in module.children():
            walk(child)
        norms = [child for child in module.children() if isinstance(child, nn.BatchNorm2d)]
        if zero_init_residual and len(norms) > 1 and hasattr(module, "downsample"):
            module.get_parameter("bn3.weight" if len(norms) == 3 else "bn2.weight").data.zero_()

    walk(model)
