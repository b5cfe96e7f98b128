"""What the checks need and only a worker can hold: tensors of any memory layout, parameters, models."""

import random

import numpy as np
import torch
from resnet import BasicBlock, Bottleneck, ResNet
from torch import nn

BLOCKS = {"basic": BasicBlock, "bottleneck": Bottleneck}
FILL = 0.25  # what everything in a model holds before the call


def zeros(shape: tuple[int, ...], dtype: str = "float64", layout: str = "contiguous") -> torch.Tensor:
    """Return zeros in a memory layout: contiguous, transposed, sliced or channels_last."""
    kind = getattr(torch, dtype)
    if layout == "transposed":
        return torch.zeros(shape[::-1], dtype=kind).permute(*reversed(range(len(shape))))
    if layout == "sliced":
        return torch.zeros([2 * length for length in shape], dtype=kind)[tuple(slice(None, None, 2) for _ in shape)]
    if layout == "channels_last":
        return torch.zeros(shape, dtype=kind).contiguous(memory_format=torch.channels_last)
    return torch.zeros(shape, dtype=kind)


def parameter(shape: tuple[int, ...]) -> nn.Parameter:
    """Return a parameter of zeros, as layers hold their weights."""
    return nn.Parameter(torch.zeros(shape, dtype=torch.float64))


def after_seeding(shape: tuple[int, ...], seed: int, others: int, drawn: int = 0) -> torch.Tensor:
    """Return zeros, and leave PyTorch's generator seeded and `drawn` numbers on; the other generators get `others`."""
    torch.manual_seed(seed)
    torch.rand(drawn)
    random.seed(others)
    np.random.seed(others)  # noqa: NPY002 - the global generator is the one that a submission may use
    return torch.zeros(shape, dtype=torch.float64)


def resnet(block: str, layers: tuple[int, int, int, int], width: int, conv_bias: bool = False) -> ResNet:
    """Return a ResNet, all of whose parameters and running statistics hold FILL."""
    model = ResNet(BLOCKS[block], layers, num_classes=10, width=width)
    if conv_bias:
        model.conv1 = nn.Conv2d(3, width, 7, stride=2, padding=3)
        model.layer1[0].conv2 = nn.Conv2d(width, width, 3, padding=1)
    with torch.no_grad():
        for tensor in model.state_dict().values():
            tensor.fill_(FILL)  # num_batches_tracked counts in integers and becomes 0
    return model
