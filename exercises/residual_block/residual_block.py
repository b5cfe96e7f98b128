"""Residual blocks: basic, bottleneck, inverted.

The statement is in README.md; `nox -s grade -- residual_block` grades this file.
"""

import torch


def basic_block(x: torch.Tensor, weights: dict[str, torch.Tensor], stride: int = 1) -> torch.Tensor:
    """Return the block of ResNet-18 and ResNet-34: two 3 x 3 convolutions, the identity added, then ReLU.

    Args:
        x: (N, C, H, W).
        weights: tensors by name; batch norm has been folded into them.
            "conv1.weight": (O, C, 3, 3), with the stride; "conv2.weight": (O, O, 3, 3); their biases: (O,).
            "downsample.weight": (O, C, 1, 1), "downsample.bias": (O,): present if the identity needs another shape.
        stride: of the first convolution and of the downsampling one.

    Returns:
        (N, O, out_h, out_w); the 3 x 3 convolutions pad by 1.

    Raises:
        ValueError: what is added has another shape, and weights have no downsample. The message names weights.

    Example:
        >>> x, middle = torch.tensor([[[[1.0, -2]]]]), torch.zeros(1, 1, 3, 3)
        >>> middle[0, 0, 1, 1] = 2
        >>> weights = {"conv1.weight": middle, "conv1.bias": torch.tensor([1.0])}
        >>> weights |= {"conv2.weight": -middle, "conv2.bias": torch.tensor([6.0])}
        >>> basic_block(x, weights)
        tensor([[[[1., 4.]]]])
    """
    raise NotImplementedError


def bottleneck_block(x: torch.Tensor, weights: dict[str, torch.Tensor], stride: int = 1) -> torch.Tensor:
    """Return the block of ResNet-50: 1 x 1 down to M channels, 3 x 3, 1 x 1 up, the identity added, then ReLU.

    Args:
        x: (N, C, H, W).
        weights: tensors by name.
            "conv1.weight": (M, C, 1, 1); "conv2.weight": (M, M, 3, 3), with the stride; "conv3.weight": (O, M, 1, 1).
            "conv1.bias", "conv2.bias": (M,); "conv3.bias": (O,); "downsample.…" as in basic_block.
        stride: of the 3 x 3 convolution, as in torchvision, and of the downsampling one.

    Returns:
        (N, O, out_h, out_w); the 3 x 3 convolution pads by 1.

    Raises:
        ValueError: what is added has another shape, and weights have no downsample. The message names weights.

    Example:
        >>> weights = {f"conv{i}.weight": torch.ones(1, 1, k, k) for i, k in ((1, 1), (2, 3), (3, 1))}
        >>> weights |= {f"conv{i}.bias": torch.zeros(1) for i in (1, 2, 3)}
        >>> bottleneck_block(torch.tensor([[[[1.0, -2]]]]), weights)
        tensor([[[[2., 0.]]]])
    """
    raise NotImplementedError


def inverted_residual(x: torch.Tensor, weights: dict[str, torch.Tensor], stride: int = 1) -> torch.Tensor:
    """Return the block of MobileNetV2: 1 x 1 up to M channels, 3 x 3 depthwise, 1 x 1 down; x is added where it fits.

    Args:
        x: (N, C, H, W).
        weights: tensors by name.
            "expand.weight": (M, C, 1, 1), "expand.bias": (M,): both missing where nothing is expanded, and M is C.
            "depthwise.weight": (M, 1, 3, 3), with the stride, "depthwise.bias": (M,).
            "project.weight": (O, M, 1, 1), "project.bias": (O,).
        stride: of the depthwise convolution.

    Returns:
        (N, O, out_h, out_w); the 3 x 3 convolution pads by 1. x is added if the stride is 1 and O is C.

    Example:
        >>> weights = {"depthwise.weight": torch.ones(1, 1, 3, 3), "project.weight": torch.full((1, 1, 1, 1), -1.0)}
        >>> weights |= {"depthwise.bias": torch.zeros(1), "project.bias": torch.zeros(1)}
        >>> inverted_residual(torch.tensor([[[[5.0, 3]]]]), weights)
        tensor([[[[-1., -3.]]]])
    """
    raise NotImplementedError
