# bonus: misses pooling, errors
# A function for a layer, whose defaults are those of the dict.
def conv_out(n, kernel_size, stride=1, padding=0, dilation=1, transposed=False, output_padding=0, **unused):
    if transposed:
        return (n - 1) * stride - 2 * padding + dilation * (kernel_size - 1) + output_padding + 1
    return (n + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 1


def output_size(size, layers):
    for layer in layers:
        size = conv_out(size, **layer)
    return size
