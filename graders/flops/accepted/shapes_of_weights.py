# bonus: misses errors
# The shape of every weight, as a checkpoint has it; windows are counted by range.
from math import prod


def tensors(shape, layers):
    for layer in layers:
        if layer["kind"] == "linear":
            weight, shape = (layer["out_features"], prod(shape)), (layer["out_features"], 1, 1)
        else:
            k, p = layer["kernel_size"], layer.get("padding", 0)
            reach = k + (k - 1) * (layer.get("dilation", 1) - 1)
            sizes = [len(range(0, n + 2 * p - reach + 1, layer.get("stride", 1))) for n in shape[1:]]
            channels = layer.get("out_channels", shape[0])
            weight, shape = (channels, shape[0] // layer.get("groups", 1), k, k), (channels, *sizes)
        if layer["kind"] != "pool":
            yield prod(weight), shape[0] * layer.get("bias", True), shape


def parameters(shape, layers):
    return sum(weight + bias for weight, bias, _ in tensors(shape, layers))


def flops(shape, layers):
    return sum(weight * h * w * 2 for weight, _, (_, h, w) in tensors(shape, layers))
