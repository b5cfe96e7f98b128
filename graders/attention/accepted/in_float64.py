# bonus: misses empty rows, errors
# In float64 throughout, weights by the logarithm of their sum.
import torch


def attention(q, k, v, mask=None, is_causal=False):
    q, k, v = q.double(), k.double(), v.double()
    scores = torch.matmul(q, k.permute(0, 1, 3, 2)).div(q.size(3) ** 0.5)
    if is_causal:
        mask = ~torch.triu(torch.ones(q.size(2), k.size(2)), diagonal=1).bool()
    if mask is not None:
        scores = scores.masked_fill(~mask, -float("inf"))
    w = torch.exp(scores - torch.logsumexp(scores, dim=-1, keepdim=True))
    return w.matmul(v)
