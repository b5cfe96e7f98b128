"""Layer normalization, forward and backward: the reference solution."""

import torch


def layer_norm(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor, eps: float = 1e-5) -> torch.Tensor:
    """Normalize over the last axes of x, as many as the weight has, then scale and shift.

    Args:
        x: (..., *weight.shape).
        weight: one axis or more, the scale of each normalized element.
        bias: of the weight's shape, what is added after scaling.
        eps: added to the variance, under the root.

    Returns:
        The shape of x.

    Raises:
        ValueError: shapes that do not fit, or eps below 0. The message names the argument.

    Example:
        >>> x = torch.tensor([[1.0, 1, 5, 5], [10, 12, 10, 12]])
        >>> layer_norm(x, torch.tensor([1.0, 2, 1, 1]), torch.tensor([0.0, 0, 0, 1]))
        tensor([[-1.0000, -2.0000,  1.0000,  2.0000],
                [-1.0000,  2.0000, -1.0000,  2.0000]])
    """
    _check(x, weight, eps)
    if bias.shape != weight.shape:
        raise ValueError(f"bias: expected {tuple(weight.shape)}, got {tuple(bias.shape)}")
    normalized, _ = _normalize(x, weight.ndim, eps)
    return normalized * weight + bias


def layer_norm_backward(
    grad: torch.Tensor, x: torch.Tensor, weight: torch.Tensor, eps: float = 1e-5
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return the gradients of a loss with respect to x, weight and bias, by formula.

    Args:
        grad: of the shape of x, the gradient of the loss with respect to the output of `layer_norm`.
        x, weight, eps: what went into `layer_norm`.

    Returns:
        (dx, dweight, dbias), of the shapes of x, weight and weight.

    Raises:
        ValueError: shapes that do not fit, or eps below 0. The message names the argument.

    Example:
        >>> x = torch.tensor([[1.0, 1, 5, 5], [10, 12, 10, 12]])
        >>> grad = torch.tensor([[4.0, 0, 2, 0], [0, 1, 4, 0]])
        >>> dx, dweight, dbias = layer_norm_backward(grad, x, torch.tensor([1.0, 2, 1, 1]))
        >>> dbias
        tensor([4., 1., 6., 0.])
    """
    _check(x, weight, eps)
    if grad.shape != x.shape:
        raise ValueError(f"grad: expected {tuple(x.shape)}, got {tuple(grad.shape)}")
    axes = tuple(range(-weight.ndim, 0))
    normalized, inverse = _normalize(x, weight.ndim, eps)
    g = grad * weight
    along = (g * normalized).mean(axes, keepdim=True)
    dx = inverse * (g - g.mean(axes, keepdim=True) - normalized * along)
    rows = (-1, *weight.shape)
    return dx, (grad * normalized).reshape(rows).sum(0), grad.reshape(rows).sum(0)


def _normalize(x, ndim, eps):
    """Return x less its mean over its standard deviation, and one over that deviation."""
    axes = tuple(range(-ndim, 0))
    centered = x - x.mean(axes, keepdim=True)
    inverse = (centered.square().mean(axes, keepdim=True) + eps).rsqrt()
    return centered * inverse, inverse


def _check(x, weight, eps) -> None:
    if not weight.ndim or x.shape[-weight.ndim :] != weight.shape:
        raise ValueError(f"weight: expected the last axes of x, {tuple(x.shape)}, got {tuple(weight.shape)}")
    if eps < 0:
        raise ValueError(f"eps: expected 0 or more, got {eps}")
