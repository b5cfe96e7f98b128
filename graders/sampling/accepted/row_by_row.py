# bonus: misses errors
# A loop over rows; top-k by topk's indices; the inverse of the cumulative sum.
import torch


def one(row, top_k, top_p):
    k = top_k if top_k else row.numel()
    values, indices = torch.topk(row, k)
    p = torch.softmax(values, 0)
    total = torch.cumsum(p, 0)
    n = int((total < top_p).sum()) + 1 if top_p < 1 else k
    out = torch.full_like(row, float("-inf"))
    out[indices[:n]] = values[:n]
    return out


def filter_logits(logits, temperature=1.0, top_k=0, top_p=1.0):
    rows = (logits / temperature).reshape(-1, logits.shape[-1])
    return torch.stack([one(row, top_k, top_p) for row in rows]).reshape(logits.shape)


def sample(logits, generator):
    total = torch.softmax(logits, -1).double().cumsum(-1)
    u = torch.rand(len(logits), 1, generator=generator, dtype=torch.float64) * total[:, -1:]
    return torch.searchsorted(total, u, right=True)[:, 0]
