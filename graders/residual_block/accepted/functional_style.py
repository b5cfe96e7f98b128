# bonus: misses errors
# As in most repositories: F.relu in place where it is safe, `identity` kept aside.
import torch.nn.functional as F


def basic_block(x, weights, stride=1):
    identity = x
    out = F.conv2d(x, weights["conv1.weight"], weights["conv1.bias"], stride=stride, padding=1)
    out = F.relu(out, inplace=True)
    out = F.conv2d(out, weights["conv2.weight"], weights["conv2.bias"], padding=1)
    if "downsample.weight" in weights:
        identity = F.conv2d(x, weights["downsample.weight"], weights["downsample.bias"], stride=stride)
    out += identity
    return F.relu(out, inplace=True)


def bottleneck_block(x, weights, stride=1):
    identity = x
    out = F.relu(F.conv2d(x, weights["conv1.weight"], weights["conv1.bias"]))
    out = F.relu(F.conv2d(out, weights["conv2.weight"], weights["conv2.bias"], stride=stride, padding=1))
    out = F.conv2d(out, weights["conv3.weight"], weights["conv3.bias"])
    if weights.get("downsample.weight") is not None:
        identity = F.conv2d(x, weights["downsample.weight"], weights["downsample.bias"], stride=stride)
    return F.relu(out + identity)


def inverted_residual(x, weights, stride=1):
    out = x
    if "expand.weight" in weights:
        out = F.relu6(F.conv2d(out, weights["expand.weight"], weights["expand.bias"]))
    w = weights["depthwise.weight"]
    out = F.relu6(F.conv2d(out, w, weights["depthwise.bias"], stride=stride, padding=1, groups=w.shape[0]))
    out = F.conv2d(out, weights["project.weight"], weights["project.bias"])
    if stride == 1 and x.size(1) == out.size(1):
        return x + out
    return out
