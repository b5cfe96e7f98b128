"""GAE and the PPO loss: the reference solution."""

import torch


def gae(
    rewards: torch.Tensor, values: torch.Tensor, dones: torch.Tensor, gamma: float = 0.99, lam: float = 0.95
) -> torch.Tensor:
    """Return the advantage of each step by generalized advantage estimation. The arguments are not changed.

    Args:
        rewards: (T,), what each step earned.
        values: (T + 1,), the critic's value of the state before each step, and of the state after the last one.
        dones: (T,) of 0.0 and 1.0, float32 like the others. 1.0: the episode ended with this step.
        gamma: the discount, from 0 to 1.
        lam: the λ of GAE, from 0 to 1.

    Returns:
        (T,), the advantages.

    Raises:
        ValueError: values has not T + 1 elements, or dones has not T. The message names the argument.

    Example:
        >>> rewards, values = torch.tensor([1.0, 2, 4]), torch.tensor([2.0, 4, 2, 8])
        >>> gae(rewards, values, torch.zeros(3), gamma=0.5, lam=0.5)
        tensor([1.1250, 0.5000, 6.0000])

    Source:
        J. Schulman and others, High-Dimensional Continuous Control Using Generalized Advantage Estimation, 2016.
    """
    if values.shape != (len(rewards) + 1,):
        raise ValueError(f"values: expected {len(rewards) + 1} elements, got shape {tuple(values.shape)}")
    if dones.shape != rewards.shape:
        raise ValueError(f"dones: expected {len(rewards)} elements, got shape {tuple(dones.shape)}")
    goes_on = 1.0 - dones
    errors = rewards + gamma * goes_on * values[1:] - values[:-1]
    decay = gamma * lam * goes_on
    advantages = torch.zeros_like(errors)
    running = torch.zeros(())
    for t in reversed(range(len(rewards))):
        running = errors[t] + decay[t] * running
        advantages[t] = running
    return advantages


def ppo_loss(logp: torch.Tensor, old_logp: torch.Tensor, advantages: torch.Tensor, clip: float = 0.2) -> torch.Tensor:
    """Return the clipped policy loss of PPO, to be minimized. The arguments are not changed.

    Args:
        logp: (N,), log-probabilities of the actions taken, under the policy that is trained.
        old_logp: (N,), the same under the policy that took them.
        advantages: (N,), used as they are.
        clip: how far the ratio of probabilities may leave 1 to any gain.

    Returns:
        The loss, a tensor without axes: the mean over the actions, negative where the actions gain.

    Raises:
        ValueError: old_logp or advantages has not the shape of logp, or clip is negative. The message names it.

    Example:
        >>> logp, old_logp = torch.tensor([0.3, 0.3, 0.2, 0.2]).log(), torch.tensor([0.2, 0.2, 0.4, 0.4]).log()
        >>> ppo_loss(logp, old_logp, torch.tensor([2.0, -2, 4, -4]))  # ratios of 1.5, 1.5, 0.5 and 0.5
        tensor(0.4500)

    Source:
        J. Schulman and others, Proximal Policy Optimization Algorithms, 2017, equation 7.
    """
    if old_logp.shape != logp.shape:
        raise ValueError(f"old_logp: expected shape {tuple(logp.shape)}, got {tuple(old_logp.shape)}")
    if advantages.shape != logp.shape:
        raise ValueError(f"advantages: expected shape {tuple(logp.shape)}, got {tuple(advantages.shape)}")
    if clip < 0:
        raise ValueError(f"clip: expected 0 or more, got {clip}")
    ratio = (logp - old_logp).exp()
    clipped = ratio.clamp(1 - clip, 1 + clip)
    return -torch.minimum(ratio * advantages, clipped * advantages).mean()
