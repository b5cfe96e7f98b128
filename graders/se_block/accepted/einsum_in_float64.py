# bonus: misses errors
# einsum from start to end, in float64.
import torch


def se_block(x, w1, b1, w2, b2):
    x, w1, b1, w2, b2 = (t.double() for t in (x, w1, b1, w2, b2))
    mean = torch.einsum("nchw->nc", x) / (x.shape[2] * x.shape[3])
    hidden = torch.einsum("nc,rc->nr", mean, w1) + b1
    hidden = torch.where(hidden > 0, hidden, 0.0)
    gate = torch.special.expit(torch.einsum("nr,cr->nc", hidden, w2) + b2)
    return torch.einsum("nchw,nc->nchw", x, gate)
