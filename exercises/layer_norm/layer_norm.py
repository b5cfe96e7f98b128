"""Layer normalization, forward and backward.

The statement is in README.md; `nox -s grade -- layer_norm` grades this file.
"""

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
    raise NotImplementedError


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
    raise NotImplementedError
