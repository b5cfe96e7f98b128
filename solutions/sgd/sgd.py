"""One step of stochastic gradient descent: the reference solution."""

import torch


@torch.no_grad()
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
    _check(params, grads, nesterov, lr=lr, momentum=momentum, dampening=dampening, weight_decay=weight_decay)
    for i, grad in enumerate(grads):
        if grad is None:
            continue
        p = params[i]
        g = grad + weight_decay * p  # a new tensor: the caller's gradient stays as it is
        if momentum:
            last = buffers[i]
            buffers[i] = g if last is None else momentum * last + (1 - dampening) * g
            g = g + momentum * buffers[i] if nesterov else buffers[i]
        p -= lr * g


def _check(params, grads, nesterov, **numbers) -> None:
    shapes = [p.shape if g is None else g.shape for p, g in zip(params, grads, strict=False)]
    if len(grads) > len(params) or shapes != [p.shape for p in params]:
        raise ValueError("grads: expected one for each parameter, in its shape")
    for name, value in numbers.items():
        if value < 0:
            raise ValueError(f"{name}: expected 0 or more, got {value}")
    if nesterov and not numbers["momentum"] > numbers["dampening"] == 0:
        raise ValueError("nesterov: needs momentum above 0 and no dampening")
