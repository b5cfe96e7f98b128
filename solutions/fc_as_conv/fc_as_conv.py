"""A fully connected layer as a convolution: the reference solution."""

import numpy as np


def fc_as_conv(
    weight: np.ndarray, bias: np.ndarray, shape: tuple[int, int, int], channels_last: bool = False
) -> tuple[np.ndarray, np.ndarray]:
    """Turn a fully connected layer on flattened feature maps into a convolution with the same answers.

    Args:
        weight: (O, C * H * W), as torch.nn.Linear keeps it.
        bias: (O,).
        shape: (C, H, W) of the feature maps that the layer sees.
        channels_last: False if the layer was trained on maps of (C, H, W), flattened; True if of (H, W, C), flattened.

    Returns:
        (kernel, bias) of shapes (O, C, H, W) and (O,).

    Raises:
        ValueError: shapes that do not fit. The message names the argument.

    Example:
        >>> kernel, bias = fc_as_conv(np.array([[1.0, 2, 3, 4]]), np.array([5.0]), (2, 1, 2))
        >>> kernel[0, 0], kernel[0, 1]
        (array([[1., 2.]]), array([[3., 4.]]))
    """
    if len(shape) != 3 or min(shape) < 1:
        raise ValueError(f"shape: expected (C, H, W), 1 or more each, got {shape}")
    channels, height, width = shape
    if weight.shape[1:] != (channels * height * width,):
        raise ValueError(f"weight: expected (O, {channels * height * width}), got {weight.shape}")
    if bias.shape != weight.shape[:1]:
        raise ValueError(f"bias: expected ({len(weight)},), as weight has so many rows, got {bias.shape}")
    if channels_last:
        return weight.reshape(len(weight), height, width, channels).transpose(0, 3, 1, 2).copy(), bias.copy()
    return weight.reshape(len(weight), channels, height, width).copy(), bias.copy()


def slide_fc(
    x: np.ndarray, weight: np.ndarray, bias: np.ndarray, shape: tuple[int, int, int], stride: int = 1
) -> np.ndarray:
    """Return what a fully connected layer says of each window of larger feature maps, computed as a convolution.

    Args:
        x: (N, C, height, width), at least H high and W wide.
        weight: (O, C * H * W), trained on maps of (C, H, W), flattened.
        bias: (O,).
        shape: (C, H, W), the shape of a window.
        stride: step between windows, for both axes.

    Returns:
        (N, O, (height - H) // stride + 1, (width - W) // stride + 1).

    Raises:
        ValueError: shapes that do not fit, or stride below 1. The message names the argument.

    Example:
        >>> x = np.array([[[[1.0, 0, 2]]]])
        >>> slide_fc(x, np.array([[1.0, 10]]), np.array([0.5]), (1, 1, 2))
        array([[[[ 1.5, 20.5]]]])
    """
    kernel, bias = fc_as_conv(weight, bias, shape)
    if x.ndim != 4 or x.shape[1] != shape[0] or np.less(x.shape[2:], shape[1:]).any():
        raise ValueError(f"x: expected (N, C, height, width) with room for {shape}, got {x.shape}")
    if stride < 1:
        raise ValueError(f"stride: expected 1 or more, got {stride}")
    windows = np.lib.stride_tricks.sliding_window_view(x, shape[1:], axis=(2, 3))[:, :, ::stride, ::stride]
    scores = np.tensordot(windows, kernel, ((1, 4, 5), (1, 2, 3))) + bias
    return np.moveaxis(scores, -1, 1)
