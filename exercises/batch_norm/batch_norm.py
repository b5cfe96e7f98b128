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
        ValueError: shapes that do not fit, eps below 0, one number per channel in training. It names the argument.

    Example:
        >>> batch_norm(np.array([[1.0], [5]]), np.ones(1), np.zeros(1), np.zeros(1), np.ones(1), eps=0.0)
        (array([[-1.],
               [ 1.]]), array([0.3]), array([1.7]))
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
        >>> grad, x = np.array([[1.0], [0], [0], [0]]), np.array([[1.0], [1], [5], [5]])
        >>> dx, dweight, dbias = batch_norm_backward(grad, x, np.array([8.0]), eps=0.0)
        >>> dx.ravel(), dweight, dbias
        (array([ 2., -2.,  0.,  0.]), array([-1.]), array([1.]))
    """
    raise NotImplementedError
