# bonus: misses errors, ties
# Loops over the windows, as everybody writes them first; a mask of the maximum for the way back, as in CS231n.
import numpy as np


def max_pool2d(x, kernel, stride=None, padding=0):
    if stride is None:
        stride = kernel
    N, C, H, W = x.shape
    OH = (H + 2 * padding - kernel) // stride + 1
    OW = (W + 2 * padding - kernel) // stride + 1
    xp = np.full((N, C, H + 2 * padding, W + 2 * padding), -1e300)
    xp[:, :, padding : padding + H, padding : padding + W] = x
    out = np.zeros((N, C, OH, OW))
    for i in range(OH):
        for j in range(OW):
            out[:, :, i, j] = xp[:, :, i * stride : i * stride + kernel, j * stride : j * stride + kernel].max(
                axis=(2, 3)
            )
    return out


def avg_pool2d(x, kernel, stride=None, padding=0, count_include_pad=True):
    if stride is None:
        stride = kernel
    N, C, H, W = x.shape
    OH = (H + 2 * padding - kernel) // stride + 1
    OW = (W + 2 * padding - kernel) // stride + 1
    out = np.zeros((N, C, OH, OW))
    for i in range(OH):
        h0, h1 = i * stride - padding, i * stride - padding + kernel
        for j in range(OW):
            w0, w1 = j * stride - padding, j * stride - padding + kernel
            patch = x[:, :, max(h0, 0) : min(h1, H), max(w0, 0) : min(w1, W)]
            div = kernel * kernel if count_include_pad else patch.shape[2] * patch.shape[3]
            out[:, :, i, j] = patch.sum(axis=(2, 3)) / div
    return out


def global_avg_pool2d(x):
    return np.mean(x.reshape(x.shape[0], x.shape[1], -1), axis=-1)


def max_pool2d_backward(grad, x, kernel, stride=None, padding=0):
    if stride is None:
        stride = kernel
    N, C, H, W = x.shape
    xp = np.full((N, C, H + 2 * padding, W + 2 * padding), -1e300)
    xp[:, :, padding : padding + H, padding : padding + W] = x
    dxp = np.zeros_like(xp)
    for i in range(grad.shape[2]):
        for j in range(grad.shape[3]):
            h, w = i * stride, j * stride
            patch = xp[:, :, h : h + kernel, w : w + kernel]
            mask = patch == patch.max(axis=(2, 3), keepdims=True)
            dxp[:, :, h : h + kernel, w : w + kernel] += mask * grad[:, :, i, j][:, :, None, None]
    return dxp[:, :, padding : padding + H, padding : padding + W]
