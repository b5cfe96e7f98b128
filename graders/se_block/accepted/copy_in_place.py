# bonus: misses errors
# Layers of torch.nn and @; the gate is multiplied into a copy in place.
from torch import nn


def se_block(x, w1, b1, w2, b2):
    n, c = x.shape[:2]
    s = x.reshape(n, c, -1).mean(-1)
    e = nn.Sigmoid()(nn.ReLU()(s @ w1.t() + b1) @ w2.t() + b2)
    out = x.clone()
    out *= e.unsqueeze(2).unsqueeze(3)
    return out
