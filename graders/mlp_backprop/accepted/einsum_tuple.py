# bonus: misses errors
# By einsum, the gradients in a tuple.
import numpy as np


def mlp_backprop(x, y, w1, b1, w2, b2):
    a = np.einsum("nd,dh->nh", x, w1) + b1
    h = a * (a > 0)
    o = np.einsum("nh,hc->nc", h, w2) + b2
    e = np.exp(o - o.max(-1, keepdims=True))
    p = e / e.sum(-1, keepdims=True)
    lse = o.max(-1) + np.log(e.sum(-1))
    loss = np.average(lse - o[np.arange(len(y)), y])
    do = (p - (np.arange(o.shape[1]) == np.asarray(y)[:, None])) / len(y)
    da = np.einsum("nc,hc->nh", do, w2) * np.heaviside(a, 0)
    dw1 = np.einsum("nd,nh->dh", x, da)
    dw2 = np.einsum("nh,nc->hc", h, do)
    return loss, (dw1, da.sum(0), dw2, do.sum(0))
