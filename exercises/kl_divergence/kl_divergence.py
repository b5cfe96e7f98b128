"""KL divergence and its estimators.

The statement is in README.md; `nox -s grade -- kl_divergence` grades this file.
"""

import torch


def kl_divergence(p_logits: torch.Tensor, q_logits: torch.Tensor) -> torch.Tensor:
    """Return KL(p || q) of two categorical distributions, the mean over the rows.

    Args:
        p_logits: (N, C), the logits of p; −∞ where p is 0.
        q_logits: (N, C), the logits of q, finite.

    Returns:
        The mean over the N rows of the sum over the C classes of p · (log p − log q), shape ().

    Raises:
        ValueError: shapes that do not fit. The message names the argument.

    Example:
        >>> p = torch.tensor([[1.0, 1, 2]]).log()
        >>> q = torch.tensor([[2.0, 1, 1]]).log()
        >>> kl_divergence(p, q)
        tensor(0.1733)
    """
    raise NotImplementedError


def kl_estimators(logp: torch.Tensor, logq: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return three estimates of KL(q || p) for each sample x that was drawn from q.

    Args:
        logp: any shape, log p(x), such as that of the reference model.
        logq: of the same shape, log q(x), such as that of the policy that drew x.

    Returns:
        (k1, k2, k3), each of this shape: with log r = logp - logq, k1 = -log r, k2 = (log r)² / 2, k3 = r - 1 - log r.

    Raises:
        ValueError: shapes that do not fit. The message names the argument.

    Example:
        >>> kl_estimators(torch.tensor([-1.0]), torch.tensor([-2.0]))
        (tensor([-1.]), tensor([0.5000]), tensor([0.7183]))
    """
    raise NotImplementedError
