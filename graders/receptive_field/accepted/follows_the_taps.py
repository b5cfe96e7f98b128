# bonus: misses errors
# Follows every tap of every kernel, layer by layer.
def seen_by(layers, position):
    seen = {position}
    for layer in reversed(layers):
        layer = {"stride": 1, "padding": 0, "dilation": 1} | layer
        taps = range(0, layer["kernel_size"] * layer["dilation"], layer["dilation"])
        seen = {at * layer["stride"] - layer["padding"] + tap for at in seen for tap in taps}
    return seen


def receptive_field(layers):
    seen = seen_by(layers, 0)
    return max(seen) - min(seen) + 1


def input_range(layers, position):
    seen = seen_by(layers, position)
    return min(seen), max(seen)
