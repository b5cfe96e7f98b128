# bonus: misses errors
# Loops over the places of the output; matmul for all images, groups and filters at once.
import numpy as np


def grouped_conv2d(x, weight, groups=1, stride=1, padding=0):
    N, C, H, W = x.shape
    O, Cg, kh, kw = weight.shape
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)), mode="constant")
    oh = (H + 2 * padding - kh) // stride + 1
    ow = (W + 2 * padding - kw) // stride + 1
    out = np.zeros((N, O, oh, ow))
    w = weight.reshape(groups, O // groups, Cg * kh * kw)
    for i in range(oh):
        for j in range(ow):
            win = xp[:, :, i * stride : i * stride + kh, j * stride : j * stride + kw].reshape(
                N, groups, Cg * kh * kw, 1
            )
            out[:, :, i, j] = (w @ win).reshape(N, O)
    return out


def depthwise_separable(x, depthwise, pointwise, stride=1, padding=0):
    y = grouped_conv2d(x, depthwise, depthwise.shape[0], stride, padding)
    return np.tensordot(y, pointwise[:, :, 0, 0], axes=([1], [1])).transpose(0, 3, 1, 2)
