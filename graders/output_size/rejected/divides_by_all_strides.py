# verdict: wrong answer
# The rule of thumb: padding keeps the size, and strides divide it.
def output_size(size, layers):
    for layer in layers:
        stride = layer.get("stride", 1)
        size = size * stride if layer.get("transposed") else -(-size // stride)
    return size
