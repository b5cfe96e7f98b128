# bonus: none
# Normal draws by Marsaglia's polar method, redrawing the pairs outside the circle.
import math

import torch
from torch import nn
from torch.nn.init import calculate_gain as gain


def _standard_normal(count):
    parts, have = [], 0
    while have < count:
        pairs = torch.rand(2, int((count - have) * 0.7) + 16, dtype=torch.float64) * 2 - 1
        square = (pairs * pairs).sum(0)
        good = (square > 0) & (square < 1)
        pairs, square = pairs[:, good], square[good]
        parts.append((pairs * torch.sqrt(-2 * torch.log(square) / square)).flatten())
        have += parts[-1].numel()
    return torch.cat(parts)[:count]


def _std(tensor, mode, nonlinearity, a):
    if tensor.ndim < 2:
        raise ValueError("tensor needs two axes at least")
    if mode not in ("fan_in", "fan_out"):
        raise ValueError(f"no such mode: {mode}")
    fan = math.prod(tensor.shape) / tensor.shape[mode == "fan_out"]
    return gain(nonlinearity, a) / math.sqrt(fan)


def kaiming_normal_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    draws = _standard_normal(tensor.numel()) * _std(tensor, mode, nonlinearity, a)
    with torch.no_grad():
        return tensor.copy_(draws.view(tensor.shape))


def kaiming_uniform_(tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    bound = _std(tensor, mode, nonlinearity, a) * math.sqrt(3)
    with torch.no_grad():
        tensor.zero_()
        tensor += torch.empty(tensor.shape, dtype=torch.float64).uniform_(-bound, bound)
    return tensor


def init_resnet_(model, zero_init_residual=False):
    convolutions = [m for m in model.modules() if isinstance(m, nn.Conv2d)]
    norms = {name: m for name, m in model.named_modules() if isinstance(m, nn.BatchNorm2d)}
    for convolution in convolutions:
        kaiming_normal_(convolution.weight, "fan_out", "relu")
    for name, norm in norms.items():
        block, _, last = name.rpartition(".")
        is_last = block.startswith("layer") and (last == "bn3" or (last == "bn2" and f"{block}.bn3" not in norms))
        norm.weight.data[...] = 0.0 if is_last and zero_init_residual else 1.0
        norm.bias.data[...] = 0.0
