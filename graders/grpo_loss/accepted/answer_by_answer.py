# bonus: misses errors
# A loop over groups and one over answers; the standard deviation divides by G.
import torch


def group_advantages(rewards):
    rows = []
    for group in rewards:
        std = ((group - group.mean()) ** 2).mean().sqrt()
        rows.append((group - group.mean()) / (std + 1e-8))
    return torch.stack(rows)


def grpo_loss(logp, old_logp, ref_logp, advantages, mask, clip=0.2, beta=0.04):
    loss = 0.0
    for i in range(len(advantages)):
        m = mask[i]
        new, old, ref, a = logp[i][m], old_logp[i][m], ref_logp[i][m], advantages[i]
        ratio = torch.exp(new - old)
        policy = -torch.min(ratio * a, torch.clamp(ratio, 1 - clip, 1 + clip) * a)
        log_ratio = ref - new
        kl = torch.exp(log_ratio) - 1 - log_ratio
        loss += (policy + beta * kl).mean()
    return loss / len(advantages)
