# bonus: misses errors
# The bound is chosen by the sign of the advantage; padding is filled with zeros; layer_norm's variance for the groups.
import torch


def group_advantages(rewards):
    var, mean = torch.var_mean(rewards, dim=-1, unbiased=False, keepdim=True)
    return (rewards - mean) * torch.rsqrt(var + 1e-8)


def grpo_loss(logp, old_logp, ref_logp, advantages, mask, clip=0.2, beta=0.04):
    a = advantages.reshape(-1, 1).expand_as(logp)
    ratio = torch.exp(logp - old_logp)
    best = torch.where(a > 0, ratio.clamp(max=1 + clip), ratio.clamp(min=1 - clip)) * a
    kl = torch.expm1(ref_logp - logp) - (ref_logp - logp)
    objective = (best - beta * kl).masked_fill(~mask, 0.0)
    return -(objective.sum(1) / mask.sum(1)).mean()
