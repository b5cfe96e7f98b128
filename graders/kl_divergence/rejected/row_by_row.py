# verdict: too slow
# A Python loop over the rows.
import torch


def kl_divergence(p_logits, q_logits):
    total = 0.0
    for x, y in zip(p_logits, q_logits, strict=True):
        p = x.softmax(0)
        total = total + (torch.xlogy(p, p) - p * y.log_softmax(0)).sum()
    return total / len(p_logits)


def kl_estimators(logp, logq):
    logr = logp - logq
    return -logr, logr**2 / 2, logr.exp() - 1 - logr
