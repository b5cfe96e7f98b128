"""SwiGLU and GELU: the reference solution."""

import math

import torch


def swiglu(x: torch.Tensor, w_gate: torch.Tensor, w_up: torch.Tensor, w_down: torch.Tensor) -> torch.Tensor:
    """Return the feed-forward block of LLaMA: two linear maps up, a gate by SiLU, one linear map down. No biases.

    Args:
        x: (..., E).
        w_gate: (F, E), as in nn.Linear(E, F): what goes through SiLU.
        w_up: (F, E), what is multiplied by the gate.
        w_down: (E, F).

    Returns:
        The shape of x.

    Raises:
        ValueError: shapes that do not fit. The message names the argument.

    Example:
        >>> x, one = torch.tensor([[2.0, -2]]), torch.eye(2)
        >>> swiglu(x, one, 3 * one, one)
        tensor([[10.5696,  1.4304]])
    """
    if x.shape[-1:] != w_gate.shape[1:]:
        raise ValueError(f"w_gate: expected (F, E) for x of {tuple(x.shape)}, got {tuple(w_gate.shape)}")
    if w_up.shape != w_gate.shape:
        raise ValueError(f"w_up: expected {tuple(w_gate.shape)}, got {tuple(w_up.shape)}")
    if w_down.shape != w_gate.T.shape:
        raise ValueError(f"w_down: expected {tuple(w_gate.T.shape)}, got {tuple(w_down.shape)}")
    gate = x @ w_gate.T
    return (gate * torch.sigmoid(gate) * (x @ w_up.T)) @ w_down.T


def gelu(x: torch.Tensor, approximate: str = "none") -> torch.Tensor:
    """Return x times the probability that a standard normal number is below x.

    Args:
        x: any shape.
        approximate: "none" for the error function, "tanh" for the approximation of GPT-2.

    Returns:
        The shape of x.

    Raises:
        ValueError: another word. The message names the argument.

    Example:
        >>> gelu(torch.tensor([-1.0, 0, 1, 2]))
        tensor([-0.1587,  0.0000,  0.8413,  1.9545])
    """
    if approximate not in ("none", "tanh"):
        raise ValueError(f'approximate: expected "none" or "tanh", got {approximate!r}')
    if approximate == "tanh":
        return 0.5 * x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))
    return 0.5 * x * (1 + torch.erf(x / math.sqrt(2)))
