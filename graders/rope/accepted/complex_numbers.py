# bonus: misses errors
# Pairs as complex numbers, as the first LLaMA code has it; halves are brought into that order and back.
import torch


def rope(x, positions=None, base=10000.0, interleaved=False):
    b, h, length, dim = x.shape
    freqs = 1.0 / (base ** (torch.arange(0, dim, 2)[: dim // 2].float() / dim))
    t = positions if positions is not None else torch.arange(length)
    freqs = torch.outer(t.float(), freqs)
    freqs_cis = torch.polar(torch.ones_like(freqs), freqs)
    if not interleaved:
        x = x.reshape(b, h, length, 2, dim // 2).transpose(-1, -2)
    pairs = torch.view_as_complex(x.float().reshape(b, h, length, dim // 2, 2).contiguous())
    out = torch.view_as_real(pairs * freqs_cis)
    if not interleaved:
        out = out.transpose(-1, -2)
    return out.reshape(b, h, length, dim).type_as(x)
