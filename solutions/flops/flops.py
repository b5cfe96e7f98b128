"""Parameters and operations of a network: the reference solution."""

from collections.abc import Iterator


def parameters(shape: tuple[int, int, int], layers: list[dict]) -> int:
    """Return the number of parameters of a network, weights and biases.

    Args:
        shape: (channels, height, width) of the input.
        layers: the layers in order, each a dict with the names of PyTorch. Kernels are square. "kind" is one of
            "conv": "out_channels" and "kernel_size"; missing are "stride" 1, "padding" 0, "dilation" 1, "groups" 1 and
                "bias" True.
            "pool": "kernel_size"; missing are "stride" 1 and "padding" 0.
            "linear": "out_features"; missing is "bias" True. It sees all channels and pixels as one vector.

    Returns:
        A whole number. The list and its dicts are not changed.

    Raises:
        ValueError: a kind is unknown, a kernel does not fit, or groups do not divide the channels. The message names
            layers.

    Example:
        >>> layers = [{"kind": "conv", "out_channels": 4, "kernel_size": 3}, {"kind": "linear", "out_features": 10}]
        >>> parameters((3, 8, 8), layers)  # 4 * 27 + 4, and 10 * 4 * 6 * 6 + 10
        1562
    """
    return sum(weights + biases for weights, biases, _ in _counts(shape, layers))


def flops(shape: tuple[int, int, int], layers: list[dict]) -> int:
    """Return the number of floating-point operations of a forward pass of one image.

    A multiplication and the addition that follows it are two operations. Biases and pooling count as none.

    Args:
        shape: (channels, height, width) of the input.
        layers: as in `parameters`.

    Returns:
        A whole number. The list and its dicts are not changed.

    Raises:
        ValueError: as in `parameters`.

    Example:
        >>> layers = [{"kind": "conv", "out_channels": 4, "kernel_size": 3}, {"kind": "linear", "out_features": 10}]
        >>> flops((3, 8, 8), layers)  # 2 * (4 * 27 * 6 * 6 + 10 * 4 * 6 * 6)
        10656
    """
    return sum(2 * weights * positions for weights, _, positions in _counts(shape, layers))


def _counts(shape: tuple[int, int, int], layers: list[dict]) -> Iterator[tuple[int, int, int]]:
    """Yield for each layer with weights how many weights and biases it has, and at how many positions each is used."""
    channels, height, width = shape
    for layer in layers:
        if layer["kind"] == "linear":
            weights = layer["out_features"] * channels * height * width
            channels, height, width = layer["out_features"], 1, 1
        elif layer["kind"] in ("conv", "pool"):
            height, width = _size(height, layer), _size(width, layer)
            if layer["kind"] == "pool":
                continue
            groups = layer.get("groups", 1)
            if channels % groups or layer["out_channels"] % groups:
                raise ValueError(
                    f"layers: {groups} groups do not divide {channels} or {layer['out_channels']} channels"
                )
            weights = layer["out_channels"] * (channels // groups) * layer["kernel_size"] ** 2
            channels = layer["out_channels"]
        else:
            raise ValueError(f"layers: expected conv, pool or linear, got {layer['kind']!r}")
        yield weights, channels if layer.get("bias", True) else 0, height * width


def _size(size: int, layer: dict) -> int:
    reach = layer.get("dilation", 1) * (layer["kernel_size"] - 1) + 1
    room = size + 2 * layer.get("padding", 0) - reach
    if room < 0:
        raise ValueError(f"layers: a kernel that reaches over {reach} pixels does not fit into {size}")
    return room // layer.get("stride", 1) + 1
