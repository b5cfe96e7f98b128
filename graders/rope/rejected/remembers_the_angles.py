# verdict: wrong answer
# Keeps the cos and sin of the first call with these shapes, whatever base and positions were.
import torch

known = {}


def rope(x, positions=None, base=10000.0, interleaved=False):
    length, dim = x.shape[2:]
    if (length, dim) not in known:
        t = torch.arange(length) if positions is None else positions
        known[length, dim] = t[:, None] * base ** (-torch.arange(0, dim, 2) / dim)
    cos, sin = known[length, dim].cos(), known[length, dim].sin()
    a, b = (x[..., ::2], x[..., 1::2]) if interleaved else x.chunk(2, -1)
    turned = a * cos - b * sin, a * sin + b * cos
    return torch.stack(turned, -1).flatten(-2) if interleaved else torch.cat(turned, -1)
