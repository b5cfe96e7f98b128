"""The output size of a stack of convolutions: the reference solution."""


def output_size(size: int, layers: list[dict]) -> int:
    """Return how many pixels are left along one axis after a stack of convolutions and poolings.

    Args:
        size: pixels along the axis of the input, 1 or more.
        layers: the layers in order, each a dict with the names of PyTorch. "kernel_size" is always there; missing are
            "stride" 1, "padding" 0 on both sides, "dilation" 1, "transposed" False, "output_padding" 0 and, for the
            bonus, "ceil_mode" False. The list and its dicts are not changed.

    Returns:
        A whole number; with no layers, size.

    Raises:
        ValueError: size, or a number in layers, is out of range, or a kernel does not fit. The message names the
            argument.

    Example:
        >>> convolution, pooling = {"kernel_size": 5}, {"kernel_size": 2, "stride": 2}
        >>> output_size(32, [convolution, pooling])  # 32, 28, 14
        14
    """
    if size < 1:
        raise ValueError(f"size: expected 1 or more, got {size}")
    for layer in layers:
        _check(layer)
        stride, padding = layer.get("stride", 1), layer.get("padding", 0)
        reach = layer.get("dilation", 1) * (layer["kernel_size"] - 1) + 1  # from the first tap to the last
        if layer.get("transposed", False):
            size = (size - 1) * stride + reach - 2 * padding + layer.get("output_padding", 0)
        else:
            room = size + 2 * padding - reach  # how far the kernel can move
            steps, left = divmod(room, stride)
            if layer.get("ceil_mode", False) and left and (steps + 1) * stride < size + padding:
                steps += 1  # one more window, which begins before the padding on the right
            size = steps + 1
        if size < 1:
            raise ValueError(f"layers: nothing is left after {layer}")
    return size


def _check(layer: dict) -> None:
    for name, least in {"kernel_size": 1, "stride": 1, "padding": 0, "dilation": 1}.items():
        if layer.get(name, least) < least:
            raise ValueError(f"layers: expected a {name} of {least} or more, got {layer[name]}")
