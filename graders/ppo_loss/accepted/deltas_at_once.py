# bonus: misses errors
# All errors at once, then a loop over flipped tensors; the ratio is a quotient.
import torch


def gae(rewards, values, dones, gamma=0.99, lam=0.95):
    cont = 1 - dones
    deltas = rewards + gamma * values[1:] * cont - values[:-1]
    acc = torch.zeros(())
    res = []
    for delta, c in zip(deltas.flip(0), cont.flip(0)):
        acc = delta + gamma * lam * c * acc
        res.append(acc)
    return torch.stack(res).flip(0)


def ppo_loss(logp, old_logp, advantages, clip=0.2):
    ratio = logp.exp() / old_logp.exp()
    surr1 = ratio * advantages
    surr2 = ratio.clamp(1.0 - clip, 1.0 + clip) * advantages
    return -torch.min(torch.stack([surr1, surr2]), dim=0)[0].sum() / logp.shape[0]
