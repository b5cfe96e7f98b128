# bonus: misses errors
# The recursion from the last layer to the first, r = (r - 1) s + k; the range around its center, in floats.
def receptive_field(layers):
    r = 1
    for layer in layers[::-1]:
        effective = layer.get("dilation", 1) * (layer["kernel_size"] - 1) + 1
        r = (r - 1) * layer.get("stride", 1) + effective
    return r


def input_range(layers, position):
    center = float(position)
    for layer in layers[::-1]:
        half = layer.get("dilation", 1) * (layer["kernel_size"] - 1) / 2
        center = center * layer.get("stride", 1) - layer.get("padding", 0) + half
    half = (receptive_field(layers) - 1) / 2
    return [center - half, center + half]
