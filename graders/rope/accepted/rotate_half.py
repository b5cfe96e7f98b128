# bonus: misses errors
# rotate_half with doubled cos and sin, as in the best-known model library; neighbours by repeat_interleave.
import torch


def rotate_half(x):
    x1 = x[..., : x.shape[-1] // 2]
    x2 = x[..., x.shape[-1] // 2 :]
    return torch.cat((-x2, x1), dim=-1)


def rotate_every_two(x):
    y = torch.empty_like(x)
    y[..., ::2], y[..., 1::2] = -x[..., 1::2], x[..., ::2]
    return y


def rope(x, positions=None, base=10000.0, interleaved=False):
    dim, length = x.shape[-1], x.shape[-2]
    inv_freq = 1.0 / (base ** (torch.arange(0, dim, 2, dtype=torch.int64).float() / dim))
    t = torch.arange(length).float() if positions is None else positions.float()
    freqs = torch.outer(t, inv_freq)
    emb = freqs.repeat_interleave(2, dim=-1) if interleaved else torch.cat((freqs, freqs), dim=-1)
    turn = rotate_every_two if interleaved else rotate_half
    return x * emb.cos() + turn(x) * emb.sin()
