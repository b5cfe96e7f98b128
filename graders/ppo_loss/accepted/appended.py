# bonus: misses errors
# Advantages are appended and turned round; the clipped term is chosen by the sign of the advantage.
import torch


def gae(rewards, values, dones, gamma=0.99, lam=0.95):
    advs, a = [], 0.0
    for t in range(len(rewards) - 1, -1, -1):
        if dones[t]:
            a = rewards[t] - values[t]
        else:
            a = rewards[t] + gamma * values[t + 1] - values[t] + gamma * lam * a
        advs.append(a)
    return torch.stack(advs[::-1])


def ppo_loss(logp, old_logp, advantages, clip=0.2):
    ratio = torch.exp(logp - old_logp)
    limit = torch.where(advantages > 0, (1 + clip) * advantages, (1 - clip) * advantages)
    return -(torch.min(ratio * advantages, limit)).mean()
