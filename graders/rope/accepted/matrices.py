# bonus: misses errors
# A 2 by 2 matrix for each position and pair, in float64.
import torch


def rope(x, positions=None, base=10000.0, interleaved=False):
    *_, length, dim = x.shape
    where = torch.arange(length) if positions is None else positions
    angle = where.double()[:, None] / torch.tensor(base).double() ** (torch.arange(dim // 2).double() * 2 / dim)
    turn = torch.stack([angle.cos(), -angle.sin(), angle.sin(), angle.cos()], -1).view(length, dim // 2, 2, 2).float()
    pairs = x.unflatten(-1, (-1, 2)) if interleaved else x.unflatten(-1, (2, -1)).mT
    turned = torch.einsum("lfij,bhlfj->bhlfi", turn, pairs)
    return (turned if interleaved else turned.mT).flatten(-2)
