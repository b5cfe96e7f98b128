# bonus: misses errors
# A loop over the channels, the running statistics as lists.
import numpy as np


def batch_norm(x, weight, bias, running_mean, running_var, training=True, momentum=0.1, eps=1e-5):
    out = np.zeros(x.shape)
    means, variances = list(running_mean), list(running_var)
    for c in range(x.shape[1]):
        mean, var = running_mean[c], running_var[c]
        if training:
            mean, var = x[:, c].mean(), x[:, c].var()
            means[c] = (1 - momentum) * running_mean[c] + momentum * mean
            variances[c] = (1 - momentum) * running_var[c] + momentum * x[:, c].var(ddof=1)
        out[:, c] = weight[c] * (x[:, c] - mean) / np.sqrt(var + eps) + bias[c]
    return out, means, variances


def batch_norm_backward(grad, x, weight, eps=1e-5):
    dx, dweight, dbias = np.zeros(x.shape), [], []
    for c in range(x.shape[1]):
        g, v = grad[:, c], x[:, c]
        r = 1 / np.sqrt(v.var() + eps)
        z = (v - v.mean()) * r
        dweight.append(np.sum(g * z))
        dbias.append(np.sum(g))
        dx[:, c] = weight[c] * r * (g - g.mean() - z * np.mean(g * z))
    return [dx, dweight, dbias]
