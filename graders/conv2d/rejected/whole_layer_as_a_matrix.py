# verdict: out of memory
# The whole layer as one matrix, OC * OH * OW by IC * H * W: 64 GB for a small layer.
import numpy as np


def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1):
    (sh, sw), (ph, pw), (dh, dw) = (v if isinstance(v, tuple) else (v, v) for v in (stride, padding, dilation))
    padded = np.pad(x.astype(float), ((0, 0), (ph, ph), (pw, pw)))
    (ic, h, w), (oc, _, kh, kw) = padded.shape, weight.shape
    oh, ow = (h - dh * (kh - 1) - 1) // sh + 1, (w - dw * (kw - 1) - 1) // sw + 1
    out = np.zeros((oc, oh, ow))
    if bias is not None:
        out += bias[:, None, None]
    matrix = np.zeros((out.size, padded.size))
    o, i, j, c, k, l = np.ogrid[:oc, :oh, :ow, :ic, :kh, :kw]
    column = (c * h + i * sh + k * dh) * w + j * sw + l * dw
    matrix[(o * oh + i) * ow + j, column] = weight[:, None, None]
    return out + (matrix @ padded.ravel()).reshape(out.shape)
