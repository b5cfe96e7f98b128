# bonus: misses pooling, errors
# Counts where windows begin, and for a transposed layer where their last pixel lies.
def output_size(size, layers):
    if not layers:
        return size
    first, *rest = layers
    k, d = first["kernel_size"], first.get("dilation", 1)
    s, p = first.get("stride", 1), first.get("padding", 0)
    effective = k + (k - 1) * (d - 1)
    if first.get("transposed"):
        full = max(range(0, size * s, s)) + effective
        return output_size(full - p - p + first.get("output_padding", 0), rest)
    return output_size(len(range(0, size + p + p - effective + 1, s)), rest)
