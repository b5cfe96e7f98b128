# verdict: forbidden
# The library's own divergence.
import torch
from torch.distributions import Categorical


def kl_divergence(p_logits, q_logits):
    return torch.distributions.kl_divergence(Categorical(logits=p_logits), Categorical(logits=q_logits)).mean()


def kl_estimators(logp, logq):
    logr = logp - logq
    return -logr, logr**2 / 2, logr.exp() - 1 - logr
