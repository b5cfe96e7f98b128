# bonus: misses errors, memory
# im2col and one matrix product, as the textbooks write it.
import numpy as np


def _pair(v):
    return v if isinstance(v, tuple) else (v, v)


def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1):
    (sh, sw), (ph, pw), (dh, dw) = _pair(stride), _pair(padding), _pair(dilation)
    oc, ic, kh, kw = weight.shape
    x = np.pad(x.astype(float), ((0, 0), (ph, ph), (pw, pw)))
    oh = (x.shape[1] - dh * (kh - 1) - 1) // sh + 1
    ow = (x.shape[2] - dw * (kw - 1) - 1) // sw + 1
    cols = np.zeros((ic, kh, kw, oh, ow))
    for i in range(kh):
        for j in range(kw):
            cols[:, i, j] = x[:, i * dh : i * dh + sh * oh : sh, j * dw : j * dw + sw * ow : sw][:, :oh, :ow]
    out = weight.reshape(oc, -1) @ cols.reshape(ic * kh * kw, oh * ow)
    out = out.reshape(oc, oh, ow)
    if bias is not None:
        out = out + bias.reshape(-1, 1, 1)
    return out
