# bonus: none
# A scan by doubling: after k rounds each step holds the sum of 2**k errors.
import torch


def gae(rewards, values, dones, gamma=0.99, lam=0.95):
    steps = rewards.numel()
    if values.numel() != steps + 1:
        raise ValueError("values must have one more element than rewards")
    if dones.numel() != steps:
        raise ValueError("dones and rewards must have the same length")
    total = torch.where(dones == 1, rewards, rewards + gamma * values[1:]) - values[:-1]
    decay = torch.where(dones == 1, 0.0, gamma * lam)
    width = 1
    while width < steps:
        head = total[:-width] + decay[:-width] * total[width:]
        total = torch.cat([head, total[-width:]])
        decay = torch.cat([decay[:-width] * decay[width:], decay[-width:]])
        width *= 2
    return total


def ppo_loss(logp, old_logp, advantages, clip=0.2):
    if clip < 0:
        raise ValueError("clip must not be negative")
    for name, other in (("old_logp", old_logp), ("advantages", advantages)):
        if other.size() != logp.size():
            raise ValueError(f"{name} has another shape than logp")
    ratio = torch.exp(logp - old_logp)
    bounded = torch.min(torch.max(ratio, torch.tensor(1 - clip)), torch.tensor(1 + clip))
    stacked = torch.stack([ratio, bounded]) * advantages
    return stacked.amin(dim=0).mean().neg()
