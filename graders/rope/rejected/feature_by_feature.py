# verdict: too slow
# A loop over positions and pairs.
import math

import torch


def rope(x, positions=None, base=10000.0, interleaved=False):
    out = torch.zeros_like(x)
    length, dim = x.shape[2:]
    for place in range(length):
        p = place if positions is None else int(positions[place])
        for i in range(dim // 2):
            angle = p * base ** (-2 * i / dim)
            m, n = (2 * i, 2 * i + 1) if interleaved else (i, i + dim // 2)
            a, b = x[:, :, place, m], x[:, :, place, n]
            out[:, :, place, m] = a * math.cos(angle) - b * math.sin(angle)
            out[:, :, place, n] = a * math.sin(angle) + b * math.cos(angle)
    return out
