# bonus: misses errors
# Loops over the taps of the kernel, as in a well-known book; six axes, then a transpose.
import numpy as np


def im2col(x, kernel, stride=1, padding=0):
    N, C, H, W = x.shape
    out_h = (H + 2 * padding - kernel) // stride + 1
    out_w = (W + 2 * padding - kernel) // stride + 1
    img = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
    col = np.zeros((N, C, kernel, kernel, out_h, out_w))
    for y in range(kernel):
        for z in range(kernel):
            col[:, :, y, z] = img[:, :, y : y + stride * out_h : stride, z : z + stride * out_w : stride]
    return col.reshape(N, C * kernel * kernel, -1)


def col2im(cols, shape, kernel, stride=1, padding=0):
    N, C, H, W = shape
    out_h = (H + 2 * padding - kernel) // stride + 1
    out_w = (W + 2 * padding - kernel) // stride + 1
    col = cols.reshape(N, C, kernel, kernel, out_h, out_w)
    img = np.zeros((N, C, H + 2 * padding + stride - 1, W + 2 * padding + stride - 1))
    for y in range(kernel):
        for z in range(kernel):
            img[:, :, y : y + stride * out_h : stride, z : z + stride * out_w : stride] += col[:, :, y, z]
    return img[:, :, padding : H + padding, padding : W + padding]
