# verdict: too slow
# A loop over answers and tokens.
import torch


def group_advantages(rewards):
    return (rewards - rewards.mean(-1, keepdim=True)) / (rewards.std(-1, keepdim=True) + 1e-4)


def grpo_loss(logp, old_logp, ref_logp, advantages, mask, clip=0.2, beta=0.04):
    total = 0.0
    for i in range(logp.shape[0]):
        answer = 0.0
        for t in range(logp.shape[1]):
            if mask[i, t]:
                ratio = torch.exp(logp[i, t] - old_logp[i, t])
                gain = torch.min(ratio * advantages[i], ratio.clamp(1 - clip, 1 + clip) * advantages[i])
                d = ref_logp[i, t] - logp[i, t]
                answer = answer - gain + beta * (d.exp() - d - 1)
        total = total + answer / mask[i].sum()
    return total / logp.shape[0]
