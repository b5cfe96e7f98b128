# bonus: misses errors
# einsum with a letter for the groups.
import torch


def grouped_query_attention(q, k, v, is_causal=False):
    q = q.unflatten(1, (k.shape[1], -1))
    scores = torch.einsum("bkgld,bksd->bkgls", q, k) / q.shape[-1] ** 0.5
    if is_causal:
        rows = torch.arange(scores.shape[-2]).unsqueeze(1)
        scores = torch.where(torch.arange(scores.shape[-1]) > rows, -torch.inf, scores)
    return torch.einsum("bkgls,bksd->bkgld", scores.softmax(dim=-1), v).flatten(1, 2)
