# bonus: none
# The first layer, and then the rest; with the checks.
def _total(shape, layers, cost):
    if not layers:
        return 0
    layer = layers[0]
    channels, height, width = shape
    match layer["kind"]:
        case "linear":
            fan_in, outputs, after = channels * height * width, layer["out_features"], (layer["out_features"], 1, 1)
        case "conv" | "pool" as kind:
            k, d = layer["kernel_size"], layer.get("dilation", 1)
            free = [n + 2 * layer.get("padding", 0) - d * (k - 1) - 1 for n in (height, width)]
            if min(free) < 0:
                raise ValueError("layers: kernel too large")
            sizes = [1 + n // layer.get("stride", 1) for n in free]
            if kind == "pool":
                return _total((channels, *sizes), layers[1:], cost)
            groups, outputs = layer.get("groups", 1), layer["out_channels"]
            if channels % groups or outputs % groups:
                raise ValueError("layers: bad groups")
            fan_in, after = channels // groups * k * k, (outputs, *sizes)
        case kind:
            raise ValueError(f"layers: unknown {kind}")
    return cost(fan_in, after, layer.get("bias", True)) + _total(after, layers[1:], cost)


def parameters(shape, layers):
    return _total(shape, layers, lambda fan_in, after, bias: after[0] * (fan_in + (1 if bias else 0)))


def flops(shape, layers):
    return _total(shape, layers, lambda fan_in, after, bias: 2 * fan_in * after[0] * after[1] * after[2])
