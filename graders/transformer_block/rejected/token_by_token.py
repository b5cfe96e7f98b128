# verdict: too slow
# A loop over sequences, heads and tokens.
import torch
from torch.nn import functional as F


def rope(x):
    n, d = x.shape[-2:]
    f = torch.arange(n)[:, None] / 10000.0 ** (torch.arange(0, d, 2) / d)
    a, b = x.chunk(2, -1)
    return torch.cat([a * f.cos() - b * f.sin(), a * f.sin() + b * f.cos()], -1)


def transformer_block(x, weights, num_heads):
    y = F.rms_norm(x, x.shape[-1:], weights["attention_norm"], 1e-6)
    q, k, v = (torch.stack((y @ weights[n].T).chunk(num_heads, -1), 1) for n in ("w_q", "w_k", "w_v"))
    q, k, out = rope(q), rope(k), torch.zeros_like(q)
    for b in range(q.shape[0]):
        for h in range(num_heads):
            for i in range(q.shape[2]):
                scores = k[b, h, : i + 1] @ q[b, h, i] / q.shape[3] ** 0.5
                out[b, h, i] = scores.softmax(0) @ v[b, h, : i + 1]
    x = x + torch.cat(list(out.unbind(1)), -1) @ weights["w_o"].T
    y = F.rms_norm(x, x.shape[-1:], weights["mlp_norm"], 1e-6)
    return x + (F.silu(y @ weights["w_gate"].T) * (y @ weights["w_up"].T)) @ weights["w_down"].T
