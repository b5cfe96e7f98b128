# verdict: too slow
# A loop over sequences and tokens.
import torch
import torch.nn.functional as F


def sequence_logprobs(logits, tokens, mask):
    result = torch.zeros(logits.shape[0])
    for b in range(logits.shape[0]):
        for i in range(1, logits.shape[1]):
            if mask[b, i]:
                result[b] += torch.log_softmax(logits[b, i - 1], dim=0)[tokens[b, i]]
    return result


def dpo_loss(policy_chosen, policy_rejected, reference_chosen, reference_rejected, beta=0.1):
    margin = policy_chosen - reference_chosen - (policy_rejected - reference_rejected)
    return -F.logsigmoid(beta * margin).mean()
