# bonus: misses errors
# Channel by channel, as at a whiteboard: dvar and dmu as in the paper; lists for what has one number a channel.
import numpy as np


def batch_norm(x, weight, bias, running_mean, running_var, training=True, momentum=0.1, eps=1e-5):
    out = np.zeros(x.shape)
    new_mean = list(running_mean)
    new_var = list(running_var)
    for c in range(x.shape[1]):
        xc = x[:, c]
        if training:
            m = xc.mean()
            v = xc.var()
            new_mean[c] = (1 - momentum) * running_mean[c] + momentum * m
            new_var[c] = (1 - momentum) * running_var[c] + momentum * xc.var(ddof=1)
        else:
            m = running_mean[c]
            v = running_var[c]
        out[:, c] = (xc - m) / np.sqrt(v + eps) * weight[c] + bias[c]
    return out, new_mean, new_var


def batch_norm_backward(grad, x, weight, eps=1e-5):
    dx = np.zeros(x.shape)
    dw, db = [], []
    for c in range(x.shape[1]):
        g, xc = grad[:, c], x[:, c]
        n = xc.size
        mu = xc.sum() / n
        var = ((xc - mu) ** 2).sum() / n
        istd = (var + eps) ** -0.5
        dw.append((g * (xc - mu)).sum() * istd)
        db.append(g.sum())
        dz = g * weight[c]
        dvar = (dz * (xc - mu)).sum() * -0.5 * (var + eps) ** -1.5
        dmu = -dz.sum() * istd
        dx[:, c] = dz * istd + dvar * 2 * (xc - mu) / n + dmu / n
    return dx, dw, db
