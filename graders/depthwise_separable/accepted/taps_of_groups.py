# bonus: misses errors
# A loop over the taps, with the groups as an axis of einsum.
import numpy as np


def grouped_conv2d(x, weight, groups=1, stride=1, padding=0):
    N, C, H, W = x.shape
    O, Cg, kh, kw = weight.shape
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    oh = (H + 2 * padding - kh) // stride + 1
    ow = (W + 2 * padding - kw) // stride + 1
    xg = xp.reshape(N, groups, Cg, *xp.shape[2:])
    wg = weight.reshape(groups, O // groups, Cg, kh, kw)
    out = np.zeros((N, groups, O // groups, oh, ow))
    for i in range(kh):
        for j in range(kw):
            patch = xg[..., i : i + stride * (oh - 1) + 1 : stride, j : j + stride * (ow - 1) + 1 : stride]
            out += np.einsum("ngchw,goc->ngohw", patch, wg[..., i, j])
    return out.reshape(N, O, oh, ow)


def depthwise_separable(x, depthwise, pointwise, stride=1, padding=0):
    y = grouped_conv2d(x, depthwise, x.shape[1], stride, padding)
    return np.einsum("nchw,oc->nohw", y, pointwise[:, :, 0, 0])
