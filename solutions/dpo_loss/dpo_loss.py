"""The DPO loss: the reference solution."""

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
    for name, value in (("tokens", tokens), ("mask", mask)):
        if value.shape != logits.shape[:2]:
            raise ValueError(f"{name}: expected shape {tuple(logits.shape[:2])}, got {tuple(value.shape)}")
    logp = torch.log_softmax(logits[:, :-1], dim=-1)
    picked = logp.gather(-1, tokens[:, 1:, None]).squeeze(-1)
    return (picked * mask[:, 1:]).sum(dim=-1)


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
    others = {
        "policy_rejected": policy_rejected,
        "reference_chosen": reference_chosen,
        "reference_rejected": reference_rejected,
    }
    for name, value in others.items():
        if value.shape != policy_chosen.shape:
            raise ValueError(f"{name}: expected shape {tuple(policy_chosen.shape)}, got {tuple(value.shape)}")
    if beta <= 0:
        raise ValueError(f"beta: expected a positive number, got {beta}")
    reference = (reference_chosen - reference_rejected).detach()
    margin = policy_chosen - policy_rejected - reference
    return -torch.nn.functional.logsigmoid(beta * margin).mean()
