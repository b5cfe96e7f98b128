# bonus: misses errors
# As the best-known model library has it, the future masked by a triangle of bools.
import math
import torch
import torch.nn.functional as F


def rms_norm(x, w, eps=1e-6):
    return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + eps) * w


def rotate_half(x):
    a, b = x.chunk(2, dim=-1)
    return torch.cat([-b, a], dim=-1)


def transformer_block(x, weights, num_heads):
    w = weights
    B, L, E = x.shape
    D = E // num_heads
    n = rms_norm(x, w["attention_norm"])
    q, k, v = (F.linear(n, w[name]).view(B, L, num_heads, D).transpose(1, 2) for name in ("w_q", "w_k", "w_v"))
    inv = 1.0 / 10000 ** (torch.arange(0, D, 2).float() / D)
    f = torch.arange(L).float()[:, None] * inv
    cos, sin = torch.cat([f, f], -1).cos(), torch.cat([f, f], -1).sin()
    q = q * cos + rotate_half(q) * sin
    k = k * cos + rotate_half(k) * sin
    s = q @ k.transpose(2, 3) / math.sqrt(D)
    s = s.masked_fill(torch.ones(L, L).triu(1).bool(), float("-inf"))
    o = (F.softmax(s, dim=-1) @ v).transpose(1, 2).reshape(B, L, E)
    h = x + F.linear(o, w["w_o"])
    n = rms_norm(h, w["mlp_norm"])
    return h + F.linear(F.silu(F.linear(n, w["w_gate"])) * F.linear(n, w["w_up"]), w["w_down"])
