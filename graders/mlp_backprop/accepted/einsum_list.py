# bonus: misses errors
# einsum, one-hot targets, the gradients in a list.
import numpy as np


def relu(a):
    return a * (a > 0)


def mlp_backprop(x, y, w1, b1, w2, b2):
    z1 = np.einsum("nd,dh->nh", x, w1) + b1
    a1 = relu(z1)
    z2 = np.einsum("nh,hc->nc", a1, w2) + b2
    z2 = z2 - np.max(z2, axis=1)[:, None]
    lse = np.log(np.sum(np.exp(z2), axis=1))
    target = np.eye(w2.shape[1])[y]
    loss = np.mean(lse - np.sum(target * z2, axis=1))
    d2 = (np.exp(z2 - lse[:, None]) - target) / len(x)
    d1 = np.einsum("nc,hc->nh", d2, w2) * (z1 > 0)
    return loss, [np.einsum("nd,nh->dh", x, d1), d1.sum(0), np.einsum("nh,nc->hc", a1, d2), d2.sum(0)]
