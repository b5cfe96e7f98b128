"""GAE and the PPO loss.

The statement is in README.md; `nox -s grade -- ppo_loss` grades this file.
"""

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
    raise NotImplementedError


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
    raise NotImplementedError
