# bonus: misses errors
# rotate_half for halves, complex numbers for neighbors, as the two libraries have it.
import torch


def rotate_half(x):
    x1 = x[..., : x.shape[-1] // 2]
    x2 = x[..., x.shape[-1] // 2 :]
    return torch.cat((-x2, x1), dim=-1)


def rope(x, positions=None, base=10000.0, interleaved=False):
    dim = x.shape[-1]
    inv_freq = 1.0 / (base ** (torch.arange(0, dim, 2).float() / dim))
    t = torch.arange(x.shape[-2]).float() if positions is None else positions.float()
    freqs = torch.outer(t, inv_freq)
    if interleaved:
        freqs_cis = torch.polar(torch.ones_like(freqs), freqs)
        x_ = torch.view_as_complex(x.float().reshape(*x.shape[:-1], -1, 2))
        return torch.view_as_real(x_ * freqs_cis).flatten(3).type_as(x)
    emb = torch.cat((freqs, freqs), dim=-1)
    return x * emb.cos() + rotate_half(x) * emb.sin()
