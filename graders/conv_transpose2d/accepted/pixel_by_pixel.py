# bonus: misses errors, precision
# The definition: each pixel paints its copies.
import numpy as np


def conv_transpose2d(x, weight, bias=None, stride=1, padding=0, output_padding=0):
    ic, h, w = x.shape
    _, oc, kh, kw = weight.shape
    oh = (h - 1) * stride - 2 * padding + kh + output_padding
    ow = (w - 1) * stride - 2 * padding + kw + output_padding
    full = np.zeros((oc, oh + 2 * padding, ow + 2 * padding))
    for i in range(h):
        for j in range(w):
            patch = np.tensordot(x[:, i, j], weight, axes=1)
            full[:, i * stride : i * stride + kh, j * stride : j * stride + kw] += patch
    out = full[:, padding : padding + oh, padding : padding + ow]
    if bias is not None:
        out = out + bias[:, None, None]
    return out
