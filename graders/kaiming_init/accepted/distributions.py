# bonus: none
# Leaves the drawing to torch.distributions.
import math

import torch
from torch import nn
from torch.distributions import Normal, Uniform
from torch.nn.init import calculate_gain


def _scale(tensor, mode, nonlinearity, a):
    try:
        out_channels, in_channels = tensor.shape[:2]
    except ValueError:
        raise ValueError("tensor: expected (out, in, ...)") from None
    area = tensor.numel() // (out_channels * in_channels)
    if mode == "fan_in":
        fan = in_channels * area
    elif mode == "fan_out":
        fan = out_channels * area
    else:
        raise ValueError("mode")
    return calculate_gain(nonlinearity, a) / math.sqrt(fan)


def kaiming_normal_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    drawn = Normal(0.0, _scale(tensor, mode, nonlinearity, a)).sample(tensor.shape)
    with torch.no_grad():
        tensor[:] = drawn
    return tensor


def kaiming_uniform_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    bound = math.sqrt(3.0) * _scale(tensor, mode, nonlinearity, a)
    drawn = Uniform(-bound, bound).sample(tensor.shape)
    with torch.no_grad():
        tensor[:] = drawn
    return tensor


def init_resnet_(model, zero_init_residual=False):
    state = model.state_dict()
    for name, module in model.named_modules():
        if isinstance(module, nn.Conv2d):
            kaiming_normal_(state[f"{name}.weight"], mode="fan_out")
        elif isinstance(module, nn.BatchNorm2d):
            residual = not name.startswith("bn") and "downsample" not in name
            block = model.get_submodule(name.rpartition(".")[0]) if residual else None
            last = residual and name.endswith("bn3" if hasattr(block, "bn3") else "bn2")
            state[f"{name}.weight"].fill_(0.0 if zero_init_residual and last else 1.0)
            state[f"{name}.bias"].fill_(0.0)
    model.load_state_dict(state)
