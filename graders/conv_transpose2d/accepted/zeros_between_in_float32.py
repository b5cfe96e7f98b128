# bonus: misses errors, precision
# Zeros between the pixels, then an ordinary convolution with the flipped kernel, as in the guide; float32.
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def conv_transpose2d(x, weight, bias=None, stride=1, padding=0, output_padding=0):
    IC, H, W = x.shape
    _, OC, KH, KW = weight.shape
    s, p, op = stride, padding, output_padding
    up = np.zeros((IC, (H - 1) * s + 1, (W - 1) * s + 1), dtype=np.float32)
    up[:, ::s, ::s] = x
    up = np.pad(up, ((0, 0), (KH - 1, KH - 1 + op), (KW - 1, KW - 1 + op)))
    win = sliding_window_view(up, (KH, KW), axis=(1, 2))
    out = np.einsum("chwkl,cokl->ohw", win, weight[:, :, ::-1, ::-1].astype(np.float32), optimize=True)
    if p > 0:
        out = out[:, p:-p, p:-p]
    if bias is not None:
        out += bias.reshape(-1, 1, 1).astype(np.float32)
    return out
