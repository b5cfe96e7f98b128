# bonus: misses errors
# nn.Sequential of layers that take their parameters from the dict; in float64.
import torch
from torch import nn


def _layer(weights, name, stride=1, groups=1):
    w, b = weights[name + ".weight"].double(), weights[name + ".bias"].double()
    return lambda x: torch.conv2d(x, w, b, stride, w.shape[-1] // 2, 1, groups)


def _run(x, *steps):
    for step in steps:
        x = step(x)
    return x


def _join(x, y, weights, stride):
    if "downsample.bias" in weights:
        x = _layer(weights, "downsample", stride)(x)
    return nn.ReLU()(x + y)


def basic_block(x, weights, stride=1):
    x = x.double()
    y = _run(x, _layer(weights, "conv1", stride), nn.ReLU(), _layer(weights, "conv2"))
    return _join(x, y, weights, stride)


def bottleneck_block(x, weights, stride=1):
    x, relu = x.double(), nn.ReLU()
    y = _run(x, _layer(weights, "conv1"), relu, _layer(weights, "conv2", stride), relu, _layer(weights, "conv3"))
    return _join(x, y, weights, stride)


def inverted_residual(x, weights, stride=1):
    x, relu6 = x.double(), nn.ReLU6()
    steps = [_layer(weights, "expand"), relu6] if "expand.weight" in weights else []
    groups = len(weights["depthwise.bias"])
    y = _run(x, *steps, _layer(weights, "depthwise", stride, groups), relu6, _layer(weights, "project"))
    return y + x if stride == 1 and len(weights["project.bias"]) == x.shape[1] else y
