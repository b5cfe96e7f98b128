# bonus: misses errors
# cross_entropy with -100 where nothing counts, softplus, the reference under no_grad.
import torch
import torch.nn.functional as F


def sequence_logprobs(logits, tokens, mask):
    labels = tokens.masked_fill(~mask, -100)
    nll = F.cross_entropy(logits[:, :-1].transpose(1, 2), labels[:, 1:], ignore_index=-100, reduction="none")
    return -nll.sum(dim=1)


def dpo_loss(policy_chosen, policy_rejected, reference_chosen, reference_rejected, beta=0.1):
    with torch.no_grad():
        reference = reference_chosen - reference_rejected
    return F.softplus(-beta * (policy_chosen - policy_rejected - reference)).mean()
