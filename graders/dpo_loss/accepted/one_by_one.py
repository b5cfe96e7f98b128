# bonus: misses errors
# A loop over sequences with logsumexp, and softplus over pairs.
import torch


def sequence_logprobs(logits, tokens, mask):
    sums = []
    for row, ids, counts in zip(logits, tokens, mask):
        at = torch.nonzero(counts[1:]).flatten()
        sums.append((row[at, ids[at + 1]] - torch.logsumexp(row[at], dim=-1)).sum())
    return torch.stack(sums)


def dpo_loss(policy_chosen, policy_rejected, reference_chosen, reference_rejected, beta=0.1):
    with torch.no_grad():
        ref = reference_chosen - reference_rejected
    losses = [torch.nn.functional.softplus(-beta * (c - r - b)) for c, r, b in zip(policy_chosen, policy_rejected, ref)]
    return sum(losses) / len(losses)
