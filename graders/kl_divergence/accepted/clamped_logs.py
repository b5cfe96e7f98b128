# bonus: misses errors
# The logarithms are clamped, not the logits, in float64.
import torch


def kl_divergence(p_logits, q_logits):
    p_logits, q_logits = p_logits.double(), q_logits.double()
    lp = torch.log_softmax(p_logits, 1).clamp(min=torch.finfo(torch.float32).min)
    lq = torch.log_softmax(q_logits, 1)
    return torch.sum(lp.exp() * (lp - lq)) / p_logits.shape[0]


def kl_estimators(logp, logq):
    ratio = torch.exp(logp - logq)
    return logq - logp, 0.5 * (logp - logq) ** 2, ratio - 1 - (logp - logq)
