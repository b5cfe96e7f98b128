# bonus: misses errors
# Leaves the drawing to torch.distributions, and works on the state_dict of the model.
import math

import torch
from torch import nn
from torch.distributions import Normal, Uniform
from torch.nn.init import calculate_gain


def _scale(tensor, mode, nonlinearity, a):
    fan = tensor[0].numel() if mode == "fan_in" else tensor[:, 0].numel()
    return calculate_gain(nonlinearity, a) / math.sqrt(fan)


@torch.no_grad()
def kaiming_normal_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    tensor[:] = Normal(0.0, _scale(tensor, mode, nonlinearity, a)).sample(tensor.shape)
    return tensor


@torch.no_grad()
def kaiming_uniform_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    bound = math.sqrt(3.0) * _scale(tensor, mode, nonlinearity, a)
    tensor[:] = Uniform(-bound, bound).sample(tensor.shape)
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
