"""The output size of a stack of layers.

The statement is in README.md; `nox -s grade -- output_size` grades this file.
"""


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
    raise NotImplementedError
