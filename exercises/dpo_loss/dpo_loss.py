"""The DPO loss.

The statement is in README.md; `nox -s grade -- dpo_loss` grades this file.
"""

import torch


def sequence_logprobs(logits: torch.Tensor, tokens: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """Return the log-probability that a language model gives to each answer. The arguments are not changed.

    Args:
        logits: (B, L, V), what the model says after each token: those at position i are about token i + 1.
        tokens: (B, L), int64, prompt and answer.
        mask: (B, L), bool. True: this token belongs to the answer and counts. The first token never counts.

    Returns:
        (B,), the sum of the log-probabilities of the tokens that count.

    Raises:
        ValueError: tokens or mask is not (B, L). The message names the argument.

    Example:
        >>> logits = torch.tensor([[[0.25, 0.75], [0.2, 0.8], [0.9, 0.1]]]).log()
        >>> sequence_logprobs(logits, torch.tensor([[0, 1, 0]]), torch.tensor([[False, True, True]]))
        tensor([-1.8971])
    """
    raise NotImplementedError


def dpo_loss(
    policy_chosen: torch.Tensor,
    policy_rejected: torch.Tensor,
    reference_chosen: torch.Tensor,
    reference_rejected: torch.Tensor,
    beta: float = 0.1,
) -> torch.Tensor:
    """Return the loss of direct preference optimization. The arguments are not changed.

    Args:
        policy_chosen: (B,), log-probabilities of the preferred answers under the model that is trained.
        policy_rejected: (B,), those of the other answers.
        reference_chosen: (B,), log-probabilities of the preferred answers under the frozen reference model.
        reference_rejected: (B,), those of the other answers.
        beta: how strongly the model is held to the reference.

    Returns:
        The loss, a tensor without axes: the mean over the pairs.

    Raises:
        ValueError: the shapes differ, or beta is not positive. The message names the argument.

    Example:
        >>> chosen, rejected = torch.tensor([-4.0, -3]), torch.tensor([-6.0, -2])
        >>> dpo_loss(chosen, rejected, torch.tensor([-5.0, -3]), torch.tensor([-5.0, -4]), beta=0.5)
        tensor(0.8133)

    Source:
        R. Rafailov and others, Direct Preference Optimization, 2023, equation 7.
    """
    raise NotImplementedError
