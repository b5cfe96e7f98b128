# verdict: wrong answer
# Right without strides only, and takes the output to lie in the middle.
def receptive_field(layers):
    return 1 + sum(layer.get("dilation", 1) * (layer["kernel_size"] - 1) for layer in layers)


def input_range(layers, position):
    half = receptive_field(layers) // 2
    return position - half, position + half
