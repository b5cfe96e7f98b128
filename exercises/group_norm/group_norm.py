"""Group norm and instance norm.

The statement is in README.md; `nox -s grade -- group_norm` grades this file.
"""

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
    raise NotImplementedError


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
    raise NotImplementedError
