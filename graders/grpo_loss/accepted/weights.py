# bonus: none
# Each token has a weight, and the loss is one product; the maximum of negative terms.
import torch


def group_advantages(rewards):
    if rewards.dim() != 2:
        raise ValueError("rewards must be (P, G)")
    centered = rewards - rewards.sum(-1, keepdim=True) / rewards.shape[-1]
    std = (centered.pow(2).sum(-1, keepdim=True) / (rewards.shape[-1] - 1)).sqrt()
    return centered / std.clamp(min=1e-6)


def grpo_loss(logp, old_logp, ref_logp, advantages, mask, clip=0.2, beta=0.04):
    for name, other in (("old_logp", old_logp), ("ref_logp", ref_logp), ("mask", mask)):
        if other.size() != logp.size():
            raise ValueError(f"{name} must have the shape of logp")
    if advantages.size() != logp.size()[:1]:
        raise ValueError("advantages must be (N,)")
    if clip < 0:
        raise ValueError("clip must not be negative")
    if beta < 0:
        raise ValueError("beta must not be negative")
    weight = mask / (mask.sum(1, keepdim=True) * len(mask))
    ratio = torch.exp(logp - old_logp)
    policy = torch.maximum(-advantages[:, None] * ratio, -advantages[:, None] * ratio.clip(1 - clip, 1 + clip))
    kl = torch.exp(ref_logp) / torch.exp(logp) + logp - ref_logp - 1
    return torch.einsum("nl,nl->", weight, policy + beta * kl)
