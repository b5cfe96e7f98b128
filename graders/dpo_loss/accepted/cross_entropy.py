# bonus: misses errors, reference
# Leaves the log-probabilities to cross_entropy, and the loss to binary cross-entropy.
import torch
import torch.nn.functional as F


def sequence_logprobs(logits, tokens, mask):
    targets = tokens.masked_fill(~mask, -100)[:, 1:]
    nll = F.cross_entropy(logits[:, :-1].transpose(1, 2), targets, reduction="none", ignore_index=-100)
    return -nll.sum(dim=1)


def dpo_loss(policy_chosen, policy_rejected, reference_chosen, reference_rejected, beta=0.1):
    chosen_rewards = beta * (policy_chosen - reference_chosen)
    rejected_rewards = beta * (policy_rejected - reference_rejected)
    x = chosen_rewards - rejected_rewards
    return F.binary_cross_entropy_with_logits(x, torch.ones_like(x))
