"""The receptive field of a stack of convolutions: the reference solution."""


def receptive_field(layers: list[dict]) -> int:
    """Return how many pixels of the input, along one axis, one pixel of the output depends on.

    Args:
        layers: convolutions and poolings in order, each a dict with the names of PyTorch. "kernel_size" is always
            there; missing are "stride" 1, "padding" 0 on both sides and "dilation" 1. The list and its dicts are not
            changed.

    Returns:
        The number of pixels from the first to the last, those in the padding and those that dilation leaves out
        included; with no layers, 1.

    Raises:
        ValueError: a number in layers is out of range. The message names the argument.

    Example:
        >>> receptive_field([{"kernel_size": 3}, {"kernel_size": 2, "stride": 2}, {"kernel_size": 3, "padding": 1}])
        8
    """
    first, last = input_range(layers, 0)
    return last - first + 1


def input_range(layers: list[dict], position: int) -> tuple[int, int]:
    """Return the first and the last pixel of the input that a pixel of the output depends on, along one axis.

    Args:
        layers: as in `receptive_field`.
        position: of the pixel in the output, from 0.

    Returns:
        first, last: counted from 0, the first pixel of the input; in the padding they are negative, or lie behind
            the last one.

    Raises:
        ValueError: a number in layers is out of range, or position is negative. The message names the argument.

    Example:
        >>> layers = [{"kernel_size": 3}, {"kernel_size": 2, "stride": 2}, {"kernel_size": 3, "padding": 1}]
        >>> input_range(layers, 0), input_range(layers, 5)
        ((-2, 5), (8, 15))
    """
    if position < 0:
        raise ValueError(f"position: expected 0 or more, got {position}")
    first = last = position
    for layer in reversed(layers):
        _check(layer)
        stride, padding = layer.get("stride", 1), layer.get("padding", 0)
        first = first * stride - padding
        last = last * stride - padding + layer.get("dilation", 1) * (layer["kernel_size"] - 1)
    return first, last


def _check(layer: dict) -> None:
    for name, least in {"kernel_size": 1, "stride": 1, "padding": 0, "dilation": 1}.items():
        if layer.get(name, least) < least:
            raise ValueError(f"layers: expected a {name} of {least} or more, got {layer[name]}")
