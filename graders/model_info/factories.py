"""The models that the checks send, made in the worker."""

import random

import torch
from torch import nn


def model(*entries):
    """Return a tree of bare modules with these parameters and buffers.

    Args:
        entries: each a dotted name, its values (the name of an earlier one, when it is shared), its dtype's name, and
            "trained", "frozen", "buffer", "shared" or "transposed" (trained, and not contiguous in memory).
    """
    return _fill(nn.Module(), entries)


def watched(*entries):
    """Return the same tree, whose state tells all that a call could change."""
    return _fill(_Watched(), entries)


def example():
    """Return the model of the worked example."""
    made = nn.Module()
    made.module_list = nn.ModuleList([nn.Conv2d(3, 64, 7, bias=False), nn.GroupNorm(8, 64), nn.Linear(64, 10).half()])
    convolution, _, linear = made.module_list
    with torch.no_grad():
        convolution.weight.copy_(torch.arange(9408).reshape(64, 3, 7, 7) / 9408)
        linear.weight.copy_(torch.arange(640).reshape(10, 64) / 64)
        linear.bias.copy_(torch.arange(10) / 8)
    convolution.requires_grad_(False)
    return made


def without_parameters():
    """Return a model that has none, as a layer of its own."""
    return nn.Sequential(nn.ReLU(), nn.MaxPool2d(2))


def constants(*layers):
    """Return a sequence of linear layers without biases; each is given by (in, out, value)."""
    made = nn.Sequential(*(nn.Linear(fan_in, fan_out, bias=False, device="meta") for fan_in, fan_out, _ in layers))
    for layer, (fan_in, fan_out, value) in zip(made, layers, strict=True):
        layer.weight = nn.Parameter(torch.full((fan_out, fan_in), value))
    return made


def deep(exponents, seed):
    """Return a model of many parameters: those of any other call times powers of two, a sixteenth of each drawn anew.

    All drawn anew would cost as much as the calls.
    """
    draws, generator = random.Random(seed), torch.Generator().manual_seed(seed)
    if not _pool:
        _pool.extend(_weights())
    blocks = []
    for number, (weights, exponent) in enumerate(zip(_pool, exponents, strict=True)):
        scaled, base, shape = weights
        torch.mul(base, 2.0**exponent, out=scaled)
        start = draws.randrange(len(base))
        scaled[start : start + len(base) // 16].uniform_(-1, 3, generator=generator)
        block = nn.Module()
        block.weight = nn.Parameter(scaled.view(shape), requires_grad=number % 8 != 0)
        blocks.append(block)
    return nn.Sequential(*blocks)


_pool = []  # memory is taken once: page by page it would cost more than the calls
_SHAPES = [(80, 80, 3, 3), (32, 32, 3, 3), (256, 1, 3, 3), (256,), (128,), (128,), (64,), (64,)]


def _weights():
    generator = torch.Generator().manual_seed(7)
    for _ in range(50):
        for shape in _SHAPES:
            base = torch.empty(shape).uniform_(-1, 3, generator=generator).view(-1)
            yield torch.empty_like(base), base, shape


class _Watched(nn.Module):
    def get_extra_state(self):
        return {
            "requires_grad": [parameter.requires_grad for parameter in self.parameters()],
            "grad": [parameter.grad is not None for parameter in self.parameters()],
            "training": [module.training for module in self.modules()],
            "names": [name for name, _ in self.named_parameters(remove_duplicate=False)],
        }


def _fill(root, entries):
    for name, values, dtype, kind in entries:
        *path, last = name.split(".")
        parent = root
        for part in path:
            if part not in dict(parent.named_children()):
                parent.add_module(part, nn.Module())
            parent = parent.get_submodule(part)
        if kind == "buffer":
            parent.register_buffer(last, _tensor(values, dtype))
        elif kind == "shared":
            parent.register_parameter(last, root.get_parameter(values))
        else:
            tensor = _tensor(values, dtype)
            tensor = tensor.mT.contiguous().mT if kind == "transposed" else tensor
            parent.register_parameter(last, nn.Parameter(tensor, requires_grad=kind != "frozen"))
    return root


def _tensor(values, dtype):
    return torch.tensor(values, dtype=getattr(torch, dtype))
