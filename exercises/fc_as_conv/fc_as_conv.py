"""A fully connected layer as a convolution.

The statement is in README.md; `nox -s grade -- fc_as_conv` grades this file.
"""

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
    raise NotImplementedError


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
    raise NotImplementedError
