# bonus: misses errors
# In the style of the best-known model library: rotate_half, view and transpose.
import math

import torch
import torch.nn.functional as F


def rmsnorm(x, w, eps=1e-6):
    variance = x.to(torch.float32).pow(2).mean(-1, keepdim=True)
    return w * (x * torch.rsqrt(variance + eps))


def rotate_half(x):
    x1, x2 = x[..., : x.shape[-1] // 2], x[..., x.shape[-1] // 2 :]
    return torch.cat((-x2, x1), dim=-1)


def transformer_block(x, weights, num_heads):
    B, L, E = x.shape
    d = E // num_heads
    y = rmsnorm(x, weights["attention_norm"])
    q = F.linear(y, weights["w_q"]).view(B, L, num_heads, d).transpose(1, 2)
    k = F.linear(y, weights["w_k"]).view(B, L, num_heads, d).transpose(1, 2)
    v = F.linear(y, weights["w_v"]).view(B, L, num_heads, d).transpose(1, 2)
    inv_freq = 1.0 / (10000.0 ** (torch.arange(0, d, 2).float() / d))
    freqs = torch.outer(torch.arange(L).float(), inv_freq)
    emb = torch.cat((freqs, freqs), dim=-1)
    q = q * emb.cos() + rotate_half(q) * emb.sin()
    k = k * emb.cos() + rotate_half(k) * emb.sin()
    att = q @ k.transpose(-2, -1) / math.sqrt(d)
    att = att.masked_fill(torch.tril(torch.ones(L, L)) == 0, float("-inf"))
    out = (F.softmax(att, dim=-1) @ v).transpose(1, 2).contiguous().view(B, L, E)
    x = x + F.linear(out, weights["w_o"])
    y = rmsnorm(x, weights["mlp_norm"])
    return x + F.linear(F.silu(F.linear(y, weights["w_gate"])) * F.linear(y, weights["w_up"]), weights["w_down"])
