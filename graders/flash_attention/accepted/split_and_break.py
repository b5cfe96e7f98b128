# bonus: misses errors
# split for both kinds of blocks; blocks of the future are left out.
import math
import torch


def flash_attention(q, k, v, block_size, is_causal=False):
    B, H, L, D = q.shape
    S = k.shape[2]
    out = []
    for i, qi in enumerate(q.split(block_size, dim=2)):
        n = qi.shape[2]
        m = torch.full((B, H, n, 1), -float("inf"))
        l = torch.zeros(B, H, n, 1)
        o = torch.zeros(B, H, n, v.shape[-1])
        for j, (kj, vj) in enumerate(zip(k.split(block_size, 2), v.split(block_size, 2))):
            if is_causal and j > i:
                break
            s = qi @ kj.transpose(-1, -2) / math.sqrt(D)
            if is_causal and i == j:
                s = s.masked_fill(torch.ones(n, kj.shape[2]).triu(1).bool(), -float("inf"))
            m_new = torch.maximum(m, s.max(-1, keepdim=True).values)
            p = torch.exp(s - m_new)
            alpha = torch.exp(m - m_new)
            l = alpha * l + p.sum(-1, keepdim=True)
            o = alpha * o + p @ vj
            m = m_new
        out.append(o / l)
    return torch.cat(out, dim=2)
