# bonus: misses errors
# The pseudocode of the CLIP paper: normalize, one table of logits, cross_entropy both ways.
import torch
import torch.nn.functional as F


def info_nce(a, b, temperature):
    a = F.normalize(a, dim=-1)
    b = F.normalize(b, dim=-1)
    logits = a @ b.t() / temperature
    labels = torch.arange(a.shape[0], device=a.device)
    return (F.cross_entropy(logits, labels) + F.cross_entropy(logits.t(), labels)) / 2
