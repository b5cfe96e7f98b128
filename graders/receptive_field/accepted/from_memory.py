# bonus: misses errors
# Forwards, with jump and start, as in most tutorials.
def _forward(layers):
    rf, jump, start = 1, 1, 0
    for layer in layers:
        k = layer["kernel_size"]
        s = layer.get("stride", 1)
        p = layer.get("padding", 0)
        d = layer.get("dilation", 1)
        rf += (k - 1) * d * jump
        start -= p * jump
        jump *= s
    return rf, jump, start


def receptive_field(layers):
    return _forward(layers)[0]


def input_range(layers, position):
    rf, jump, start = _forward(layers)
    return start + position * jump, start + position * jump + rf - 1
