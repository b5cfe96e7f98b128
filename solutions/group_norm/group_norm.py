"""Group normalization and instance normalization: the reference solution."""

import numpy as np


def group_norm(x: np.ndarray, groups: int, weight: np.ndarray, bias: np.ndarray, eps: float = 1e-5) -> np.ndarray:
    """Normalize each group of channels of each example, then scale and shift each channel.

    Args:
        x: (N, C, …), the channels on axis 1.
        groups: the number of groups; it divides C, and each group is C / groups neighboring channels.
        weight, bias: (C,), the scale of each channel, and what is added after scaling.
        eps: added to the variance, under the root.

    Returns:
        The shape of x.

    Raises:
        ValueError: shapes that do not fit, groups that do not divide C, or eps below 0. The message names the argument.

    Example:
        >>> x = np.array([[[1.0], [5], [2], [8]]])
        >>> group_norm(x, 2, np.array([1.0, 2, 1, 1]), np.array([0.0, 0, 0, 1]), eps=0.0).ravel()
        array([-1.,  2., -1.,  2.])
    """
    n, channels = len(x), _channels(x)
    _check(channels, groups, weight, bias, eps)
    rows = x.reshape(n, groups, -1)
    centered = rows - rows.mean(axis=2, keepdims=True)
    variance = (centered * centered).mean(axis=2, keepdims=True)
    normalized = (centered / np.sqrt(variance + eps)).reshape(n, channels, -1)
    return (normalized * weight[:, np.newaxis] + bias[:, np.newaxis]).reshape(x.shape)


def instance_norm(x: np.ndarray, weight: np.ndarray, bias: np.ndarray, eps: float = 1e-5) -> np.ndarray:
    """Normalize each channel of each example by itself, then scale and shift it.

    Args:
        x: (N, C, L) or more axes, the channels on axis 1.
        weight, bias, eps: as for `group_norm`.

    Returns:
        The shape of x.

    Raises:
        ValueError: as for `group_norm`.

    Example:
        >>> instance_norm(np.array([[[1.0, 5], [2, 8]]]), np.array([1.0, 2]), np.array([0.0, 1]), eps=0.0)
        array([[[-1.,  1.],
                [-1.,  3.]]])
    """
    return group_norm(x, _channels(x), weight, bias, eps)


def _channels(x):
    if x.ndim < 2:
        raise ValueError(f"x: expected (N, C) or more axes, got {x.shape}")
    return x.shape[1]


def _check(channels, groups, weight, bias, eps) -> None:
    if groups < 1 or channels % groups:
        raise ValueError(f"groups: expected a divisor of the {channels} channels, got {groups}")
    for name, value in {"weight": weight, "bias": bias}.items():
        if value.shape != (channels,):
            raise ValueError(f"{name}: expected ({channels},), a number for each channel, got {value.shape}")
    if eps < 0:
        raise ValueError(f"eps: expected 0 or more, got {eps}")
