"""Mixture of experts.

The statement is in README.md; `nox -s grade -- moe` grades this file.
"""

import torch


def moe(
    x: torch.Tensor, router: torch.Tensor, experts: list[tuple[torch.Tensor, torch.Tensor]], k: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return what the k best experts make of each token, and the load-balancing loss. The arguments are not changed.

    Args:
        x: (T, E), the tokens.
        router: (N, E); x @ router.T has a logit for each token and expert.
        experts: N pairs (w1, w2) of shapes (F, E) and (E, F). An expert is relu(x @ w1.T) @ w2.T.
        k: how many experts each token goes to, 1 to N: those with the largest logits.

    Returns:
        out: (T, E), for each token the sum of what its k experts return, weighted by the softmax over their k logits.
        load_balancing_loss: one number, N times the sum over all experts of f times P. f is the share of the tokens
            that have this expert among their k; P is its mean probability in the softmax over all N logits.

    Raises:
        ValueError: k is not from 1 to N, or there are not N experts. The message names the argument.

    Example:
        >>> x, router = torch.eye(2), torch.tensor([[6.0, 3.0], [3.0, 6.0], [1.0, 1.0]]).log()
        >>> w1 = torch.tensor([[3.0, -6.0]]), torch.tensor([[6.0, 3.0]]), torch.tensor([[5.0, 5.0]])
        >>> w2 = torch.tensor([[1.0], [0.0]]), torch.tensor([[0.0], [1.0]]), torch.tensor([[1.0], [1.0]])
        >>> out, loss = moe(x, router, list(zip(w1, w2)), k=2)
        >>> out.round(decimals=2)
        tensor([[2., 2.],
                [0., 2.]])
        >>> loss.round(decimals=2)
        tensor(2.7000)
    """
    raise NotImplementedError
