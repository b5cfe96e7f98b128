# verdict: too slow
# One element after the other, both ways.
import numpy as np


def places(shape, kernel, stride, padding):
    n, c, h, w = shape
    oh, ow = (h + 2 * padding - kernel) // stride + 1, (w + 2 * padding - kernel) // stride + 1
    for b, k, i, j, y, z in np.ndindex(n, c, kernel, kernel, oh, ow):
        row, column = y * stride + i - padding, z * stride + j - padding
        if 0 <= row < h and 0 <= column < w:
            yield (b, (k * kernel + i) * kernel + j, y * ow + z), (b, k, row, column)


def im2col(x, kernel, stride=1, padding=0):
    n, c, h, w = x.shape
    oh, ow = (h + 2 * padding - kernel) // stride + 1, (w + 2 * padding - kernel) // stride + 1
    cols = np.zeros((n, c * kernel**2, oh * ow))
    for to, at in places(x.shape, kernel, stride, padding):
        cols[to] = x[at]
    return cols


def col2im(cols, shape, kernel, stride=1, padding=0):
    x = np.zeros(shape)
    for to, at in places(shape, kernel, stride, padding):
        x[at] += cols[to]
    return x
