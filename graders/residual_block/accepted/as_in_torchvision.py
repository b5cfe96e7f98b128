# bonus: misses errors
# torchvision's forward with functional convolutions: ReLU and sum in place.
import torch.nn.functional as F


def _identity(x, weights, stride):
    if "downsample.weight" in weights:
        return F.conv2d(x, weights["downsample.weight"], weights["downsample.bias"], stride=stride)
    return x


def basic_block(x, weights, stride=1):
    out = F.conv2d(x, weights["conv1.weight"], weights["conv1.bias"], stride=stride, padding=1)
    out = F.relu(out, inplace=True)
    out = F.conv2d(out, weights["conv2.weight"], weights["conv2.bias"], padding=1)
    out += _identity(x, weights, stride)
    return F.relu(out, inplace=True)


def bottleneck_block(x, weights, stride=1):
    out = F.relu(F.conv2d(x, weights["conv1.weight"], weights["conv1.bias"]), inplace=True)
    out = F.conv2d(out, weights["conv2.weight"], weights["conv2.bias"], stride=stride, padding=1)
    out = F.relu(out, inplace=True)
    out = F.conv2d(out, weights["conv3.weight"], weights["conv3.bias"])
    out += _identity(x, weights, stride)
    return F.relu(out, inplace=True)


def inverted_residual(x, weights, stride=1):
    out = x
    if "expand.weight" in weights:
        out = F.relu6(F.conv2d(out, weights["expand.weight"], weights["expand.bias"]), inplace=True)
    out = F.conv2d(
        out, weights["depthwise.weight"], weights["depthwise.bias"], stride=stride, padding=1, groups=out.shape[1]
    )
    out = F.relu6(out, inplace=True)
    out = F.conv2d(out, weights["project.weight"], weights["project.bias"])
    use_res_connect = stride == 1 and x.shape[1] == out.shape[1]
    return x + out if use_res_connect else out
