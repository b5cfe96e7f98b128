# verdict: wrong answer
# Keeps what each layer made of its first size.
known = {}


def output_size(size, layers):
    for layer in layers:
        key = tuple(layer.items())
        if key not in known:
            s, p = layer.get("stride", 1), layer.get("padding", 0)
            reach = layer.get("dilation", 1) * (layer["kernel_size"] - 1) + 1
            if layer.get("transposed"):
                known[key] = (size - 1) * s + reach - 2 * p + layer.get("output_padding", 0)
            else:
                known[key] = (size + 2 * p - reach) // s + 1
        size = known[key]
    return size
