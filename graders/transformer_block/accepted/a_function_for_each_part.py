# bonus: misses errors
# A function for each part, a loop over slices of heads, RoPE by complex numbers.
import torch


def norm(x, w):
    return w * (x / torch.sqrt((x**2).mean(dim=-1, keepdim=True) + 1e-6))


def turn(t):
    L, D = t.shape[-2:]
    z = torch.complex(t[..., : D // 2], t[..., D // 2 :])
    angle = torch.outer(torch.arange(L, dtype=torch.float32), 10000.0 ** (-2 * torch.arange(D // 2) / D))
    z = z * torch.exp(1j * angle)
    return torch.cat([z.real, z.imag], dim=-1)


def attention(x, w, heads):
    L, E = x.shape[1:]
    q, k, v = x @ w["w_q"].T, x @ w["w_k"].T, x @ w["w_v"].T
    d = E // heads
    outs = []
    for i in range(heads):
        sl = slice(i * d, (i + 1) * d)
        s = turn(q[..., sl]) @ turn(k[..., sl]).transpose(-1, -2) / d**0.5
        s = s + torch.triu(torch.full((L, L), -1e9), diagonal=1)
        outs.append(s.softmax(dim=-1) @ v[..., sl])
    return torch.cat(outs, dim=-1) @ w["w_o"].T


def mlp(x, w):
    g = x @ w["w_gate"].T
    return (g * torch.sigmoid(g) * (x @ w["w_up"].T)) @ w["w_down"].T


def transformer_block(x, weights, num_heads):
    x = x + attention(norm(x, weights["attention_norm"]), weights, num_heads)
    x = x + mlp(norm(x, weights["mlp_norm"]), weights)
    return x
