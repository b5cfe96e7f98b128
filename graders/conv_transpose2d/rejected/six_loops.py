# verdict: too slow
# A loop over each axis.
import numpy as np


def conv_transpose2d(x, weight, bias=None, stride=1, padding=0, output_padding=0):
    (ic, h, w), (_, oc, kh, kw) = x.shape, weight.shape
    full = np.zeros((oc, (h - 1) * stride + kh + output_padding, (w - 1) * stride + kw + output_padding))
    for o in range(oc):
        for c in range(ic):
            for i in range(h):
                for j in range(w):
                    for k in range(kh):
                        for m in range(kw):
                            full[o, i * stride + k, j * stride + m] += x[c, i, j] * weight[c, o, k, m]
        if bias is not None:
            full[o] += bias[o]
    return full[:, padding : full.shape[1] - padding, padding : full.shape[2] - padding]
