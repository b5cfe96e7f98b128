# bonus: misses errors
# A loop over groups and one over answers; the standard deviation divides by G.
import torch


def group_advantages(rewards):
    rows = []
    for r in rewards:
        rows.append((r - r.mean()) / (r.std(unbiased=False) + 1e-8))
    return torch.stack(rows)


def grpo_loss(logp, old_logp, ref_logp, advantages, mask, clip=0.2, beta=0.04):
    losses = []
    for i in range(len(logp)):
        m = mask[i]
        new, old, ref, A = logp[i][m], old_logp[i][m], ref_logp[i][m], advantages[i]
        ratio = (new - old).exp()
        surr = torch.minimum(ratio * A, ratio.clamp(1 - clip, 1 + clip) * A)
        kl = torch.expm1(ref - new) - (ref - new)
        losses.append((-surr + beta * kl).mean())
    return sum(losses) / len(losses)
