"""Batch normalization, forward and backward: the reference solution."""

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
    named = {"weight": weight, "bias": bias, "running_mean": running_mean, "running_var": running_var}
    _check(x, eps, named, training)
    if not training:
        scaled = (x - _channels(running_mean, x)) * _channels(weight / np.sqrt(running_var + eps), x)
        return scaled + _channels(bias, x), running_mean, running_var
    normalized, _, mean, var = _normalize(x, eps)
    count = x.size / x.shape[1]
    new_mean = (1 - momentum) * running_mean + momentum * mean
    new_var = (1 - momentum) * running_var + momentum * var * count / (count - 1)
    return normalized * _channels(weight, x) + _channels(bias, x), new_mean, new_var


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
    _check(x, eps, {"weight": weight})
    if grad.shape != x.shape:
        raise ValueError(f"grad: expected the shape of x, {x.shape}, got {grad.shape}")
    normalized, inverse, _, _ = _normalize(x, eps)
    axes = _axes(x)
    dweight, dbias = (grad * normalized).sum(axes), grad.sum(axes)
    count = x.size / x.shape[1]
    inner = grad - _channels(dbias / count, x) - normalized * _channels(dweight / count, x)
    return inner * _channels(weight * inverse, x), dweight, dbias


def _normalize(x, eps):
    """Return normalized x, and of each channel one over its deviation, its mean and its variance."""
    axes = _axes(x)
    mean = x.mean(axes)
    centered = x - _channels(mean, x)
    var = (centered * centered).mean(axes)
    inverse = 1 / np.sqrt(var + eps)
    return centered * _channels(inverse, x), inverse, mean, var


def _axes(x):
    """Return all axes but that of the channels."""
    return (0, *range(2, x.ndim))


def _channels(values, x):
    """Return an array of (C,) in a shape that broadcasts against x."""
    return np.reshape(values, (-1, *(1,) * (x.ndim - 2)))


def _check(x, eps, named, training=True) -> None:
    if x.ndim < 2:
        raise ValueError(f"x: expected (N, C) or more axes, got {x.shape}")
    for name, value in named.items():
        if np.shape(value) != x.shape[1:2]:
            raise ValueError(f"{name}: expected ({x.shape[1]},), as x has so many channels, got {np.shape(value)}")
    if eps < 0:
        raise ValueError(f"eps: expected 0 or more, got {eps}")
    if training and x.size <= x.shape[1]:
        raise ValueError(f"x: expected more than one number per channel, got {x.shape}")
