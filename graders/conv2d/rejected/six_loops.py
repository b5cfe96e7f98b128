# verdict: too slow
# Six nested loops over single numbers of the arrays.
import numpy as np


def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1):
    (sh, sw), (ph, pw), (dh, dw) = (v if isinstance(v, tuple) else (v, v) for v in (stride, padding, dilation))
    padded = np.pad(x.astype(float), ((0, 0), (ph, ph), (pw, pw)))
    (ic, h, w), (oc, _, kh, kw) = padded.shape, weight.shape
    oh, ow = (h - dh * (kh - 1) - 1) // sh + 1, (w - dw * (kw - 1) - 1) // sw + 1
    out = np.zeros((oc, oh, ow))
    if bias is not None:
        out += bias[:, None, None]
    for o in range(oc):
        for i in range(oh):
            for j in range(ow):
                for c in range(ic):
                    for k in range(kh):
                        for l in range(kw):
                            out[o, i, j] += padded[c, i * sh + k * dh, j * sw + l * dw] * weight[o, c, k, l]
    return out
