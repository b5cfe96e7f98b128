"""SGD with momentum.

The statement is in README.md; `nox -s grade -- sgd` grades this file.
"""

import torch


def sgd_step(
    params: list[torch.Tensor],
    grads: list[torch.Tensor | None],
    buffers: list[torch.Tensor | None],
    lr: float,
    momentum: float = 0.0,
    dampening: float = 0.0,
    weight_decay: float = 0.0,
    nesterov: bool = False,
) -> None:
    """Make one step of stochastic gradient descent, which changes `params` and `buffers` in place.

    Args:
        params: parameters that require gradients, of any shapes; changed by the step, which records no gradient.
        grads: the gradient of each, in the same shape, or None for a parameter that the step leaves alone; not changed.
        buffers: the momentum buffer of each, or None before its first step; changed where `momentum` is not 0.
        lr: the learning rate.
        momentum: how much of the buffer is kept from step to step.
        dampening: the share of the gradient that does not go into the buffer; the first step ignores it.
        weight_decay: `weight_decay` times the parameter is added to the gradient.
        nesterov: whether to step by the gradient plus momentum times the buffer, instead of by the buffer.

    Raises:
        ValueError: unequal lengths or shapes, a number below 0, or Nesterov's step without momentum or with dampening.
            The message names the argument.

    Example:
        >>> params, buffers = [torch.tensor([1.0, -2.0], requires_grad=True)], [None]
        >>> sgd_step(params, [torch.tensor([0.5, -0.25])], buffers, lr=0.1, momentum=0.9)
        >>> params[0].detach(), buffers
        (tensor([ 0.9500, -1.9750]), [tensor([ 0.5000, -0.2500])])
    """
    raise NotImplementedError
