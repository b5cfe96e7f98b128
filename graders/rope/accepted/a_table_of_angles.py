# bonus: misses errors
# A float64 table of 512 positions that is indexed, one pair of columns after the other, and stack.
import torch

MAX_LEN = 512


def rope(x, positions=None, base=10000.0, interleaved=False):
    D = x.shape[-1]
    exponent = -2 * torch.arange(D // 2, dtype=torch.float64) / D
    table = torch.arange(MAX_LEN, dtype=torch.float64)[:, None] * base**exponent
    cos, sin = table.cos(), table.sin()
    pos = positions if positions is not None else torch.arange(x.shape[2])
    columns = [None] * D
    for i in range(D // 2):
        i0, i1 = (2 * i, 2 * i + 1) if interleaved else (i, i + D // 2)
        c, s = cos[pos, i], sin[pos, i]
        columns[i0] = x[..., i0] * c - x[..., i1] * s
        columns[i1] = x[..., i0] * s + x[..., i1] * c
    return torch.stack(columns, dim=-1)
