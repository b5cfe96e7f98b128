# bonus: misses eps, errors
# einsum, RoPE by complex numbers, and the library's norm with an eps of 1e-5.
import torch
from torch.nn import functional as F


def turned(x):
    d = x.shape[-1]
    f = torch.outer(torch.arange(x.shape[1]), 10000.0 ** (torch.arange(d // 2) * (-2 / d)))
    z = torch.complex(x[..., : d // 2], x[..., d // 2 :]) * torch.polar(torch.ones_like(f), f)[:, None]
    return torch.cat([z.real, z.imag], -1)


def transformer_block(x, weights, num_heads):
    n, width = x.shape[1], x.shape[-1:]
    y = F.rms_norm(x, width, weights["attention_norm"], eps=1e-5)
    q, k, v = (torch.einsum("ble,fe->blf", y, weights["w_" + c]).unflatten(-1, (num_heads, -1)) for c in "qkv")
    s = torch.einsum("blhd,bshd->bhls", turned(q), turned(k)) * q.shape[-1] ** -0.5
    s = s + torch.full((n, n), -1e9).triu(1)
    o = torch.einsum("bhls,bshd->blhd", s.softmax(-1), v).flatten(-2)
    x = x + torch.einsum("ble,fe->blf", o, weights["w_o"])
    y = F.rms_norm(x, width, weights["mlp_norm"], eps=1e-5)
    z = y @ weights["w_gate"].T
    return x + (z * torch.sigmoid(z) * (y @ weights["w_up"].T)) @ weights["w_down"].T
