# bonus: misses errors
# Convolutions by unfold and einsum, the 1 x 1 ones as matrix products; no conv2d at all.
import torch
from torch.nn.functional import unfold


def _taps(x, stride):
    n, c, h, w = x.shape
    columns = unfold(x, 3, padding=1, stride=stride)
    return columns.reshape(n, c, 9, (h - 1) // stride + 1, (w - 1) // stride + 1)


def _conv3(x, w, b, stride=1):
    return torch.einsum("nckhw,ock->nohw", _taps(x, stride), w.flatten(2)) + b[:, None, None]


def _conv1(x, w, b, stride=1):
    return torch.einsum("nchw,oc->nohw", x[:, :, ::stride, ::stride], w[:, :, 0, 0]) + b[:, None, None]


def _shortcut(x, weights, stride):
    if "downsample.weight" in weights:
        return _conv1(x, weights["downsample.weight"], weights["downsample.bias"], stride)
    return x


def basic_block(x, weights, stride=1):
    y = _conv3(x, weights["conv1.weight"], weights["conv1.bias"], stride).clamp(min=0)
    y = _conv3(y, weights["conv2.weight"], weights["conv2.bias"])
    return (y + _shortcut(x, weights, stride)).clamp(min=0)


def bottleneck_block(x, weights, stride=1):
    y = _conv1(x, weights["conv1.weight"], weights["conv1.bias"]).clamp(min=0)
    y = _conv3(y, weights["conv2.weight"], weights["conv2.bias"], stride).clamp(min=0)
    y = _conv1(y, weights["conv3.weight"], weights["conv3.bias"])
    return (y + _shortcut(x, weights, stride)).clamp(min=0)


def inverted_residual(x, weights, stride=1):
    y = x
    if "expand.weight" in weights:
        y = _conv1(y, weights["expand.weight"], weights["expand.bias"]).clamp(0, 6)
    y = torch.einsum("nckhw,ck->nchw", _taps(y, stride), weights["depthwise.weight"].flatten(1))
    y = (y + weights["depthwise.bias"][:, None, None]).clamp(0, 6)
    y = _conv1(y, weights["project.weight"], weights["project.bias"])
    return y + x if y.shape == x.shape and stride == 1 else y
