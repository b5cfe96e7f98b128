"""The GRPO loss: the reference solution."""

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
    if rewards.ndim != 2:
        raise ValueError(f"rewards: expected two axes, got shape {tuple(rewards.shape)}")
    mean, std = rewards.mean(dim=1, keepdim=True), rewards.std(dim=1, keepdim=True)
    return (rewards - mean) / (std + 1e-4)


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
    for name, value in {"old_logp": old_logp, "ref_logp": ref_logp, "mask": mask}.items():
        if value.shape != logp.shape:
            raise ValueError(f"{name}: expected shape {tuple(logp.shape)}, got {tuple(value.shape)}")
    if advantages.shape != logp.shape[:1]:
        raise ValueError(f"advantages: expected shape {tuple(logp.shape[:1])}, got {tuple(advantages.shape)}")
    for name, number in {"clip": clip, "beta": beta}.items():
        if number < 0:
            raise ValueError(f"{name}: expected 0 or more, got {number}")
    ratio, gain = (logp - old_logp).exp(), advantages[:, None]
    surrogate = torch.minimum(ratio * gain, ratio.clamp(1 - clip, 1 + clip) * gain)
    apart = ref_logp - logp
    penalty = apart.exp() - apart - 1  # k3, an estimate of the KL divergence that is never negative
    per_token = beta * penalty - surrogate
    per_answer = (per_token * mask).sum(dim=1) / mask.sum(dim=1)
    return per_answer.mean()
