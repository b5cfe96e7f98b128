# bonus: misses errors
# Replaces −∞ by a large negative number first, and takes batched inner products.
import torch


def kl_divergence(p_logits, q_logits):
    z = p_logits.clamp(min=-1e30)
    logp = z - z.logsumexp(1, keepdim=True)
    logq = q_logits - q_logits.logsumexp(1, keepdim=True)
    return torch.einsum("nc,nc->n", logp.exp(), logp - logq).sum() / len(z)


def kl_estimators(logp, logq):
    logr = torch.sub(logp, logq)
    return torch.neg(logr), 0.5 * logr * logr, torch.expm1(logr) - logr
