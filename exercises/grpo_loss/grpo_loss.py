"""The GRPO loss.

The statement is in README.md; `nox -s grade -- grpo_loss` grades this file.
"""

import torch


def group_advantages(rewards: torch.Tensor) -> torch.Tensor:
    """Return how good each answer is compared with the others to the same prompt. The argument is not changed.

    Args:
        rewards: (P, G), the rewards of G answers to each of P prompts. G is 2 or more.

    Returns:
        (P, G): reward minus mean of the group, divided by its standard deviation plus 1e-4.

    Raises:
        ValueError: rewards has not two axes. The message names the argument.

    Example:
        >>> group_advantages(torch.tensor([[1.0, 2, 3], [30, 10, 20]])).round(decimals=2)
        tensor([[-1.,  0.,  1.],
                [ 1., -1.,  0.]])
    """
    raise NotImplementedError


def grpo_loss(
    logp: torch.Tensor,
    old_logp: torch.Tensor,
    ref_logp: torch.Tensor,
    advantages: torch.Tensor,
    mask: torch.Tensor,
    clip: float = 0.2,
    beta: float = 0.04,
) -> torch.Tensor:
    """Return the loss of group relative policy optimization, to be minimized. The arguments are not changed.

    Args:
        logp: (N, L), log-probabilities of the tokens of N answers under the policy that is trained.
        old_logp: (N, L), the same under the policy that wrote them.
        ref_logp: (N, L), the same under the reference model.
        advantages: (N,), one for each answer.
        mask: (N, L), bool. True: a token of the answer. False: padding. Each answer has a token.
        clip: how far the ratio of probabilities may leave 1 to any gain.
        beta: the weight of the KL penalty.

    Returns:
        The loss, a tensor without axes: the mean over the answers of the mean over the tokens of each.

    Raises:
        ValueError: shapes do not go together, or clip or beta is negative. The message names the argument.

    Source:
        Z. Shao and others, DeepSeekMath, 2024, equations 3 and 4.
    """
    raise NotImplementedError
