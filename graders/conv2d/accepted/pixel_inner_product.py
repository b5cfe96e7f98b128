# bonus: misses errors
# A loop over output pixels with an inner product written as a product and a sum.
import numpy as np


def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1):
    (sh, sw), (ph, pw), (dh, dw) = (v if isinstance(v, tuple) else (v, v) for v in (stride, padding, dilation))
    (ic, h, w), (oc, _, kh, kw) = x.shape, weight.shape
    oh = (h + 2 * ph - dh * (kh - 1) - 1) // sh + 1
    ow = (w + 2 * pw - dw * (kw - 1) - 1) // sw + 1
    padded = np.zeros((ic, h + 2 * ph, w + 2 * pw))
    padded[:, ph : ph + h, pw : pw + w] = x
    out = np.zeros((oc, oh, ow))
    for i in range(oh):
        for j in range(ow):
            window = padded[:, i * sh :, j * sw :][:, : (kh - 1) * dh + 1 : dh, : (kw - 1) * dw + 1 : dw]
            out[:, i, j] = (weight * window).sum(axis=(1, 2, 3))
    return out if bias is None else out + bias[:, None, None]
