# bonus: misses errors
# Loops over the windows both ways, the columns stacked.
import numpy as np


def im2col(x, kernel, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    cols = []
    for y in range(0, x.shape[2] - kernel + 1, stride):
        for z in range(0, x.shape[3] - kernel + 1, stride):
            cols.append(x[:, :, y : y + kernel, z : z + kernel].reshape(len(x), -1))
    return np.stack(cols, axis=2)


def col2im(cols, shape, kernel, stride=1, padding=0):
    n, c, h, w = shape
    out = np.zeros((n, c, h + 2 * padding, w + 2 * padding))
    l = 0
    for y in range(0, out.shape[2] - kernel + 1, stride):
        for z in range(0, out.shape[3] - kernel + 1, stride):
            out[:, :, y : y + kernel, z : z + kernel] += cols[:, :, l].reshape(n, c, kernel, kernel)
            l += 1
    return out[:, :, padding : padding + h, padding : padding + w]
