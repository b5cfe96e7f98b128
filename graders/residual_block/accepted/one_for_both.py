# bonus: misses errors
# One function for both blocks of ResNet, a loop over the names.
import torch
import torch.nn.functional as F


def _residual(x, weights, strides):
    y = x
    for i, stride in enumerate(strides, 1):
        w, b = weights[f"conv{i}.weight"], weights[f"conv{i}.bias"]
        y = F.conv2d(y, w, b, stride, padding="same" if stride == 1 else w.size(2) // 2)
        if i < len(strides):
            y = y * (y > 0)
    if "downsample.weight" in weights:
        x = F.conv2d(x, weights["downsample.weight"], weights["downsample.bias"], max(strides))
    return torch.maximum(x + y, torch.zeros(()))


def basic_block(x, weights, stride=1):
    return _residual(x, weights, [stride, 1])


def bottleneck_block(x, weights, stride=1):
    return _residual(x, weights, [1, stride, 1])


def inverted_residual(x, weights, stride=1):
    y = x
    for name in ("expand", "depthwise", "project"):
        if f"{name}.weight" not in weights:
            continue
        w, b = weights[f"{name}.weight"], weights[f"{name}.bias"]
        if name == "depthwise":
            y = F.conv2d(y, w, b, stride, 1, groups=y.size(1))
        else:
            y = F.conv2d(y, w, b)
        if name != "project":
            y = F.hardtanh(y, 0.0, 6.0)
    return y.add(x) if stride == 1 and x.size(1) == y.size(1) else y
