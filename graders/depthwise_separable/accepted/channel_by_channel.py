# bonus: misses errors
# Loops over groups and taps as one writes them at a whiteboard; the separable one by broadcasting, without the other.
import numpy as np


def grouped_conv2d(x, weight, groups=1, stride=1, padding=0):
    N, C, H, W = x.shape
    O, Cg, kh, kw = weight.shape
    x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
    oh = (H + 2 * padding - kh) // stride + 1
    ow = (W + 2 * padding - kw) // stride + 1
    Og = O // groups
    out = np.zeros((N, O, oh, ow))
    for g in range(groups):
        xg = x[:, g * Cg : (g + 1) * Cg]
        wg = weight[g * Og : (g + 1) * Og]
        for i in range(kh):
            for j in range(kw):
                patch = xg[:, :, i : i + stride * oh : stride, j : j + stride * ow : stride]
                out[:, g * Og : (g + 1) * Og] += np.einsum("nchw,oc->nohw", patch, wg[:, :, i, j])
    return out


def depthwise_separable(x, depthwise, pointwise, stride=1, padding=0):
    kh, kw = depthwise.shape[2:]
    xp = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
    oh = (xp.shape[2] - kh) // stride + 1
    ow = (xp.shape[3] - kw) // stride + 1
    y = 0
    for i in range(kh):
        for j in range(kw):
            y = (
                y
                + xp[:, :, i : i + stride * oh : stride, j : j + stride * ow : stride]
                * depthwise[:, 0, i, j][:, None, None]
            )
    return np.tensordot(y, pointwise[:, :, 0, 0], axes=(1, 1)).transpose(0, 3, 1, 2)
