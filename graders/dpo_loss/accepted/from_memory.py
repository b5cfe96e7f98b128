# bonus: misses errors, reference
# As in the best-known repositories: labels, gather, logratios.
import torch
import torch.nn.functional as F


def sequence_logprobs(logits, tokens, mask):
    labels = tokens[:, 1:].clone()
    logits = logits[:, :-1, :]
    loss_mask = mask[:, 1:]
    per_token_logps = torch.gather(logits.log_softmax(-1), dim=2, index=labels.unsqueeze(2)).squeeze(2)
    return (per_token_logps * loss_mask).sum(-1)


def dpo_loss(policy_chosen, policy_rejected, reference_chosen, reference_rejected, beta=0.1):
    pi_logratios = policy_chosen - policy_rejected
    ref_logratios = reference_chosen - reference_rejected
    logits = pi_logratios - ref_logratios
    losses = -F.logsigmoid(beta * logits)
    return losses.mean()
