# bonus: misses errors
# Python's own numbers for the recursion, and a sum over the actions one by one.
import torch


def gae(rewards, values, dones, gamma=0.99, lam=0.95):
    r, v, d = rewards.tolist(), values.tolist(), dones.tolist()
    result = [0.0] * len(r)
    last = 0.0
    for t in range(len(r))[::-1]:
        mask = 1 - d[t]
        last = r[t] + gamma * v[t + 1] * mask - v[t] + gamma * lam * mask * last
        result[t] = last
    return torch.tensor(result)


def ppo_loss(logp, old_logp, advantages, clip=0.2):
    total = 0
    for new, old, a in zip(logp, old_logp, advantages):
        r = torch.exp(new - old)
        total = total - min(r * a, torch.clip(r, 1 - clip, 1 + clip) * a)
    return total / len(logp)
