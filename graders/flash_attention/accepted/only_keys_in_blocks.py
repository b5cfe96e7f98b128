# bonus: misses errors
# All queries walk along the keys together, and the sums are changed in place.
import torch


def flash_attention(q, k, v, block_size, is_causal=False):
    m = torch.full(q.shape[:-1], float("-inf"))
    l = torch.zeros(q.shape[:-1])
    acc = torch.zeros(*q.shape[:-1], v.shape[-1])
    scale = q.shape[-1] ** -0.5
    for start in range(0, k.shape[2], block_size):
        kb = k[:, :, start : start + block_size]
        vb = v[:, :, start : start + block_size]
        s = torch.matmul(q, kb.transpose(2, 3)).mul(scale)
        if is_causal:
            pos = torch.arange(start, start + kb.shape[2])
            s = s.masked_fill(pos.view(1, -1) > torch.arange(q.shape[2]).view(-1, 1), float("-inf"))
        new_m = torch.max(m, s.max(dim=-1)[0])
        c = torch.exp(m - new_m)
        p = torch.exp(s - new_m.unsqueeze(-1))
        l.mul_(c).add_(p.sum(-1))
        acc.mul_(c.unsqueeze(-1)).add_(p @ vb)
        m = new_m
    return acc.div_(l.unsqueeze(-1))
