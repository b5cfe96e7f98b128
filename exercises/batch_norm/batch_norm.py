"""Batch normalization, forward and backward.

The statement is in README.md; `nox -s grade -- batch_norm` grades this file.
"""

import numpy as np


def batch_norm(
    x: np.ndarray,
    weight: np.ndarray,
    bias: np.ndarray,
    running_mean: np.ndarray,
    running_var: np.ndarray,
    training: bool = True,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Normalize each channel, then scale and shift it.

    Args:
        x: (N, C) or (N, C, …), the channels on axis 1.
        weight, bias: (C,), the scale of each channel, and what is added after scaling.
        running_mean, running_var: (C,), the statistics kept so far.
        training: True normalizes by the statistics of x and updates the running ones; False uses the running ones.
        momentum: the share of the new statistics in the updated ones.
        eps: added to the variance, under the root.

    Returns:
        (out, new_running_mean, new_running_var), of the shapes of x, (C,) and (C,). The arguments stay as they are.

    Raises:
        ValueError: shapes that do not fit, eps below 0, or one number per channel in training. The message names the
            argument.

    Example:
        >>> x = np.array([[1.0, 8], [3, 16], [4, 10], [5, 12], [7, 4]])
        >>> out, mean, var = batch_norm(x, np.array([2.0, 1]), np.array([0.0, 1]), np.zeros(2), np.ones(2), eps=0.0)
        >>> mean, var
        (array([0.4, 1. ]), array([1.4, 2.9]))
    """
    raise NotImplementedError


def batch_norm_backward(
    grad: np.ndarray, x: np.ndarray, weight: np.ndarray, eps: float = 1e-5
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the gradients of a loss with respect to x, weight and bias, in training, by formula.

    Args:
        grad: of the shape of x, the gradient of the loss with respect to the output of `batch_norm`.
        x, weight, eps: what went into `batch_norm`.

    Returns:
        (dx, dweight, dbias), of the shapes of x, (C,) and (C,).

    Raises:
        ValueError: shapes that do not fit, eps below 0, or one number per channel. The message names the argument.

    Example:
        >>> x = np.array([[1.0, 8], [3, 16], [4, 10], [5, 12], [7, 4]])
        >>> grad = np.array([[5.0, 0], [0, 0], [0, 0], [0, 5], [0, 5]])
        >>> dx, dweight, dbias = batch_norm_backward(grad, x, np.array([2.0, 1]), eps=0.0)
        >>> dweight, dbias
        (array([-7.5, -5. ]), array([ 5., 10.]))
    """
    raise NotImplementedError
