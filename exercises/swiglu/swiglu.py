"""SwiGLU and GELU.

The statement is in README.md; `nox -s grade -- swiglu` grades this file.
"""

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
    raise NotImplementedError


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
    raise NotImplementedError
