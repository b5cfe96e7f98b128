# bonus: misses errors
# as_strided for the columns, loops over the windows for the way back; float32.
import numpy as np
from numpy.lib.stride_tricks import as_strided


def sizes(shape, kernel, stride, padding):
    return [(length + 2 * padding - kernel) // stride + 1 for length in shape[2:]]


def im2col(x, kernel, stride=1, padding=0):
    n, c = x.shape[:2]
    oh, ow = sizes(x.shape, kernel, stride, padding)
    p = np.pad(x.astype(np.float32), ((0, 0), (0, 0), (padding,) * 2, (padding,) * 2))
    sn, sc, sh, sw = p.strides
    view = as_strided(p, (n, c, kernel, kernel, oh, ow), (sn, sc, sh, sw, sh * stride, sw * stride))
    return view.reshape(n, c * kernel * kernel, oh * ow)


def col2im(cols, shape, kernel, stride=1, padding=0):
    n, c, h, w = shape
    oh, ow = sizes(shape, kernel, stride, padding)
    out = np.zeros((n, c, h + 2 * padding, w + 2 * padding), dtype=np.float32)
    for i in range(oh):
        for j in range(ow):
            window = cols[:, :, i * ow + j].reshape(n, c, kernel, kernel)
            out[:, :, i * stride : i * stride + kernel, j * stride : j * stride + kernel] += window
    return out[:, :, padding : padding + h, padding : padding + w]
