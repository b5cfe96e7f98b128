"""Parameters and operations of a network.

The statement is in README.md; `nox -s grade -- flops` grades this file.
"""


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
    raise NotImplementedError


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
    raise NotImplementedError
