# bonus: misses errors
# As typed from memory, with torch.where for the classes that p leaves out.
import torch
import torch.nn.functional as F


def kl_divergence(p_logits, q_logits):
    logp = F.log_softmax(p_logits, dim=-1)
    logq = F.log_softmax(q_logits, dim=-1)
    prob = logp.exp()
    kl = torch.where(prob > 0, prob * (logp - logq), torch.zeros_like(prob))
    return kl.sum(dim=-1).mean(dim=0)


def kl_estimators(logp, logq):
    logr = logp - logq
    k1 = -logr
    k2 = logr**2 / 2
    k3 = (logr.exp() - 1) - logr
    return [k1, k2, k3]
