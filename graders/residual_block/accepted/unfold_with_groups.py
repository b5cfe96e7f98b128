# bonus: misses errors
# One convolution for all by unfold and einsum, groups included; clamp for ReLU and ReLU6.
import torch
import torch.nn.functional as F


def conv(x, w, b, stride=1, groups=1):
    n, c, h, wd = x.shape
    o, _, k, _ = w.shape
    pad = k // 2
    oh, ow = (h + 2 * pad - k) // stride + 1, (wd + 2 * pad - k) // stride + 1
    cols = F.unfold(x, k, padding=pad, stride=stride).view(n, groups, (c // groups) * k * k, oh * ow)
    out = torch.einsum("ngkl,gok->ngol", cols, w.reshape(groups, o // groups, -1))
    return out.reshape(n, o, oh, ow) + b.view(1, -1, 1, 1)


def shortcut(x, weights, stride):
    if "downsample.weight" in weights:
        x = conv(x, weights["downsample.weight"], weights["downsample.bias"], stride)
    return x


def basic_block(x, weights, stride=1):
    y = conv(x, weights["conv1.weight"], weights["conv1.bias"], stride).clamp(min=0)
    y = conv(y, weights["conv2.weight"], weights["conv2.bias"])
    return torch.relu(y + shortcut(x, weights, stride))


def bottleneck_block(x, weights, stride=1):
    y = conv(x, weights["conv1.weight"], weights["conv1.bias"]).clamp(min=0)
    y = conv(y, weights["conv2.weight"], weights["conv2.bias"], stride).clamp(min=0)
    y = conv(y, weights["conv3.weight"], weights["conv3.bias"])
    return torch.relu(y + shortcut(x, weights, stride))


def inverted_residual(x, weights, stride=1):
    y = conv(x, weights["expand.weight"], weights["expand.bias"]).clamp(0, 6) if "expand.weight" in weights else x
    y = conv(y, weights["depthwise.weight"], weights["depthwise.bias"], stride, groups=y.shape[1]).clamp(0, 6)
    y = conv(y, weights["project.weight"], weights["project.bias"])
    if stride == 1 and y.shape == x.shape:
        y = y + x
    return y
