# bonus: misses errors
# Descending order, written back by scatter; exponential numbers draw.
import torch


def filter_logits(logits, temperature=1.0, top_k=0, top_p=1.0):
    logits = logits / temperature
    if top_k:
        v, _ = torch.topk(logits, top_k)
        logits[logits < v[..., [-1]]] = -float("inf")
    if top_p < 1:
        s, idx = logits.sort(dim=-1, descending=True)
        p = s.softmax(-1)
        drop = p.cumsum(-1) - p >= top_p
        s[drop] = float("-inf")
        logits = torch.empty_like(s).scatter_(-1, idx, s)
    return logits


def sample(logits, generator):
    probs = logits.softmax(-1)
    q = torch.empty_like(probs).exponential_(1, generator=generator)
    return torch.argmax(probs / q, dim=-1)
