# bonus: misses reference, errors
# A loop over sequences with a mask as the index; binary cross-entropy of the difference of rewards.
import torch
import torch.nn.functional as F


def sequence_logprobs(logits, tokens, mask):
    sums = []
    for lg, tok, m in zip(logits, tokens, mask):
        lg, tok, m = lg[:-1], tok[1:], m[1:]
        picked = lg[torch.arange(len(tok)), tok] - torch.logsumexp(lg, dim=-1)
        sums.append(picked[m].sum())
    return torch.stack(sums)


def dpo_loss(policy_chosen, policy_rejected, reference_chosen, reference_rejected, beta=0.1):
    chosen_reward = beta * (policy_chosen - reference_chosen)
    rejected_reward = beta * (policy_rejected - reference_rejected)
    return F.binary_cross_entropy_with_logits(chosen_reward - rejected_reward, torch.ones_like(chosen_reward))
