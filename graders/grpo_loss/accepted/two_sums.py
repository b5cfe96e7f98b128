# bonus: misses errors
# Advantages in float64; two sums of weighted tokens, and the bound by the sign of the advantage.
import torch


def group_advantages(rewards):
    r = rewards.double()
    var, mean = torch.var_mean(r, dim=-1, keepdim=True)
    return (r - mean) / (var.sqrt() + 1e-6)


def grpo_loss(logp, old_logp, ref_logp, advantages, mask, clip=0.2, beta=0.04):
    w = mask / mask.sum(1, keepdim=True) / mask.size(0)
    A = advantages[:, None]
    ratio = torch.exp(logp - old_logp)
    bound = torch.where(A > 0, 1 + clip, 1 - clip)
    policy = -torch.min(ratio * A, bound * A)
    log_r = ref_logp - logp
    kl = log_r.exp() - log_r - 1
    return (policy * w).sum() + beta * (kl * w).sum()
