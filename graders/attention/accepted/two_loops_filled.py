# bonus: misses empty rows, errors
# Two loops that fill a tensor of zeros; -1e10 is written into the scores in place.
import torch


def softmax(s):
    e = torch.exp(s - s.max(dim=1, keepdim=True).values)
    return e / e.sum(dim=1, keepdim=True)


def attention(q, k, v, mask=None, is_causal=False):
    B, H, L, D = q.shape
    S = k.shape[2]
    allowed = torch.ones(B, H, L, S, dtype=torch.bool) if mask is None else mask.expand(B, H, L, S)
    if is_causal:
        allowed = allowed & (torch.arange(S)[None, :] <= torch.arange(L)[:, None])
    out = torch.zeros(B, H, L, v.shape[3])
    for b in range(B):
        for h in range(H):
            s = q[b, h] @ k[b, h].T / D**0.5
            s[~allowed[b, h]] = -1e10
            out[b, h] = softmax(s) @ v[b, h]
    return out
