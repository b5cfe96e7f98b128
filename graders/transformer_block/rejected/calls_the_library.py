# verdict: forbidden
# Leaves attention to PyTorch.
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
    out = F.scaled_dot_product_attention(rope(q), rope(k), v, is_causal=True)
    x = x + torch.cat(list(out.unbind(1)), -1) @ weights["w_o"].T
    y = F.rms_norm(x, x.shape[-1:], weights["mlp_norm"], 1e-6)
    return x + (F.silu(y @ weights["w_gate"].T) * (y @ weights["w_up"].T)) @ weights["w_down"].T
