# bonus: misses errors
# Loops over the taps, as in Deep Learning from Scratch; float32.
import numpy as np


def im2col(x, kernel, stride=1, padding=0):
    N, C, H, W = x.shape
    out_h = (H + 2 * padding - kernel) // stride + 1
    out_w = (W + 2 * padding - kernel) // stride + 1
    img = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)], "constant")
    col = np.zeros((N, C, kernel, kernel, out_h, out_w), dtype=np.float32)
    for y in range(kernel):
        y_max = y + stride * out_h
        for z in range(kernel):
            z_max = z + stride * out_w
            col[:, :, y, z, :, :] = img[:, :, y:y_max:stride, z:z_max:stride]
    return col.reshape(N, C * kernel * kernel, out_h * out_w)


def col2im(cols, shape, kernel, stride=1, padding=0):
    N, C, H, W = shape
    out_h = (H + 2 * padding - kernel) // stride + 1
    out_w = (W + 2 * padding - kernel) // stride + 1
    col = cols.reshape(N, C, kernel, kernel, out_h, out_w)
    img = np.zeros((N, C, H + 2 * padding + stride - 1, W + 2 * padding + stride - 1))
    for y in range(kernel):
        y_max = y + stride * out_h
        for z in range(kernel):
            z_max = z + stride * out_w
            img[:, :, y:y_max:stride, z:z_max:stride] += col[:, :, y, z, :, :]
    return img[:, :, padding : H + padding, padding : W + padding]
