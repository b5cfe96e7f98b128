# verdict: wrong answer
# Keeps what it found for as many layers.
known = {}


def forward(layers):
    if len(layers) not in known:
        size, jump, start = 1, 1, 0
        for layer in layers:
            size += layer.get("dilation", 1) * (layer["kernel_size"] - 1) * jump
            start -= layer.get("padding", 0) * jump
            jump *= layer.get("stride", 1)
        known[len(layers)] = size, jump, start
    return known[len(layers)]


def receptive_field(layers):
    return forward(layers)[0]


def input_range(layers, position):
    size, jump, start = forward(layers)
    return start + position * jump, start + position * jump + size - 1
