# bonus: none
# Two loops, over sequences and heads, and a softmax by hand.
import torch


def one(q, k, v, mask):
    scores = q.mm(k.t()) / q.shape[1] ** 0.5
    scores = torch.where(mask, scores, torch.finfo(scores.dtype).min)
    powers = torch.exp(scores - scores.max(dim=1, keepdim=True).values) * mask
    total = powers.sum(1, keepdim=True)
    return (powers / torch.where(total > 0, total, 1.0)).mm(v)


def attention(q, k, v, mask=None, is_causal=False):
    if mask is not None and mask.dtype is not torch.bool:
        raise ValueError("mask must be bool")
    if q.shape[3] != k.shape[3]:
        raise ValueError("q and k have unlike last axes")
    if k.shape[2] != v.shape[2]:
        raise ValueError("k and v have unlike lengths")
    b, h, length, _ = q.shape
    allowed = torch.ones(b, h, length, k.shape[2], dtype=torch.bool)
    allowed = allowed.tril() if is_causal else allowed if mask is None else allowed & mask
    rows = [[one(q[i, j], k[i, j], v[i, j], allowed[i, j]) for j in range(h)] for i in range(b)]
    return torch.stack([torch.stack(row) for row in rows])
