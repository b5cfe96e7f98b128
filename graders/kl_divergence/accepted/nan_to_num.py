# bonus: misses errors
# Lets 0 times infinity happen, and puts 0 for NaN.
import torch


def kl_divergence(p_logits, q_logits):
    lp = p_logits.log_softmax(dim=1)
    lq = q_logits.log_softmax(dim=1)
    terms = lp.exp() * (lp - lq)
    return terms.nan_to_num(0.0).sum(dim=1).mean(dim=0)


def kl_estimators(logp, logq):
    log_ratio = logp - logq
    ratio = log_ratio.exp()
    return -log_ratio, log_ratio * log_ratio / 2, ratio - 1 - log_ratio
