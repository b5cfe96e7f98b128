# bonus: misses errors
# gae in NumPy; the loss says itself which ratios are clipped.
import numpy as np
import torch


def gae(rewards, values, dones, gamma=0.99, lam=0.95):
    rewards, values, dones = rewards.numpy(), values.numpy(), dones.numpy()
    adv = np.zeros_like(rewards)
    last = 0
    for t in range(len(rewards))[::-1]:
        m = 1 - dones[t]
        last = rewards[t] + gamma * values[t + 1] * m - values[t] + gamma * lam * m * last
        adv[t] = last
    return torch.from_numpy(adv)


def ppo_loss(logp, old_logp, advantages, clip=0.2):
    ratio = torch.exp(logp - old_logp)
    clipped = ((advantages > 0) & (ratio > 1 + clip)) | ((advantages < 0) & (ratio < 1 - clip))
    bound = 1 + clip * advantages.sign()
    return torch.where(clipped, -bound * advantages, -ratio * advantages).mean()
