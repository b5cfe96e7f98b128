# verdict: too slow
# Adds up all later errors again for each step.
import torch


def gae(rewards, values, dones, gamma=0.99, lam=0.95):
    steps = len(rewards)
    advantages = torch.zeros(steps)
    for t in range(steps):
        weight = torch.ones(())
        for later in range(t, steps):
            error = rewards[later] + gamma * values[later + 1] * (1 - dones[later]) - values[later]
            advantages[t] += weight * error
            weight = weight * gamma * lam * (1 - dones[later])
    return advantages


def ppo_loss(logp, old_logp, advantages, clip=0.2):
    ratio = torch.exp(logp - old_logp)
    return -torch.min(ratio * advantages, ratio.clamp(1 - clip, 1 + clip) * advantages).mean()
