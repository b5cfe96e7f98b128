"""L1 and L2 regularization.

The statement is in README.md; `nox -s grade -- l1_l2` grades this file.
"""

import numpy as np


def penalty(w: np.ndarray, l1: float, l2: float) -> tuple[float, np.ndarray]:
    """Return the elastic-net penalty of some weights, and its gradient.

    Args:
        w: the weights, any shape.
        l1: the strength of the L1 penalty, 0 or more.
        l2: the strength of the L2 penalty, 0 or more.

    Returns:
        value: l1 times the sum of |w|, plus l2 / 2 times the sum of w ** 2.
        gradient: its gradient, the shape of w. Where a weight is 0, the gradient of |w| is taken as 0.

    Raises:
        ValueError: l1 or l2 is negative. The message names the argument.

    Example:
        >>> penalty(np.array([3.0, -1, 0, 0.5]), l1=1.0, l2=2.0)
        (14.75, array([ 7., -3.,  0.,  2.]))
    """
    raise NotImplementedError


def soft_threshold(w: np.ndarray, threshold: float) -> np.ndarray:
    """Move each weight towards 0 by the threshold, and those that are nearer to 0 onto it.

    This is the proximal operator of the L1 penalty: the z with the smallest (z - w) ** 2 / 2 + threshold * |z|.

    Args:
        w: the weights, any shape.
        threshold: 0 or more.

    Returns:
        The new weights, the shape of w. The argument is not changed.

    Raises:
        ValueError: threshold is negative. The message names it.

    Example:
        >>> soft_threshold(np.array([3.0, -2, 1, -0.5]), threshold=1.0)
        array([ 2., -1.,  0., -0.])
    """
    raise NotImplementedError


def decoupled_decay(w: np.ndarray, update: np.ndarray, lr: float, weight_decay: float) -> np.ndarray:
    """Make one step of an optimizer with decoupled weight decay, as AdamW does.

    Args:
        w: the weights before the step, any shape.
        update: what the optimizer makes of the gradient, the shape of w; the step is -lr times it.
        lr: the learning rate, 0 or more.
        weight_decay: the part of the old weights that is taken off as well, times lr; 0 or more.

    Returns:
        The weights after the step, the shape of w. The arguments are not changed.

    Raises:
        ValueError: lr or weight_decay is negative, or update has another shape. The message names the argument.

    Example:
        >>> decoupled_decay(np.array([3.0, -1]), np.array([1.0, 1]), lr=0.1, weight_decay=0.5)
        array([ 2.75, -1.05])
    """
    raise NotImplementedError
