# verdict: wrong answer
# Takes padding to keep the size, and strides to divide it.
def walk(shape, layers):
    channels, height, width = shape
    for layer in layers:
        if layer["kind"] == "linear":
            yield layer["out_features"], channels * height * width, 1, layer
            channels, height, width = layer["out_features"], 1, 1
            continue
        height, width = height // layer.get("stride", 1), width // layer.get("stride", 1)
        if layer["kind"] == "conv":
            fan_in = channels // layer.get("groups", 1) * layer["kernel_size"] ** 2
            channels = layer["out_channels"]
            yield channels, fan_in, height * width, layer


def parameters(shape, layers):
    return sum(out * (fan_in + layer.get("bias", True)) for out, fan_in, _, layer in walk(shape, layers))


def flops(shape, layers):
    return sum(2 * out * fan_in * positions for out, fan_in, positions, _ in walk(shape, layers))
