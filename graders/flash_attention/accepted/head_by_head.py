# bonus: misses errors
# Loops over sequences, heads and blocks; -1e9 hides what is later, and no block is left out.
import torch


def attend(q, k, v, block_size, is_causal):
    outputs = []
    for i in range(0, q.shape[0], block_size):
        qi = q[i : i + block_size]
        m = torch.full((len(qi),), -1e9)
        l = torch.zeros(len(qi))
        acc = torch.zeros(len(qi), v.shape[1])
        for j in range(0, k.shape[0], block_size):
            s = qi @ k[j : j + block_size].T / q.shape[1] ** 0.5
            if is_causal:
                s = s.masked_fill(j + torch.arange(s.shape[1]) > i + torch.arange(s.shape[0])[:, None], -1e9)
            m_new = torch.maximum(m, s.max(dim=1).values)
            p = torch.exp(s - m_new[:, None])
            l = l * torch.exp(m - m_new) + p.sum(1)
            acc = acc * torch.exp(m - m_new)[:, None] + p @ v[j : j + block_size]
            m = m_new
        outputs.append(acc / l[:, None])
    return torch.cat(outputs)


def flash_attention(q, k, v, block_size, is_causal=False):
    b, h = q.shape[:2]
    heads = [attend(q[i, j], k[i, j], v[i, j], block_size, is_causal) for i in range(b) for j in range(h)]
    return torch.stack(heads).reshape(b, h, q.shape[2], v.shape[3])
