# bonus: misses errors
# As an ordinary convolution: zeros between the pixels, the kernel flipped.
import numpy as np


def conv_transpose2d(x, weight, bias=None, stride=1, padding=0, output_padding=0):
    ic, h, w = x.shape
    _, oc, kh, kw = weight.shape
    up = np.zeros((ic, (h - 1) * stride + 1 + output_padding, (w - 1) * stride + 1 + output_padding))
    up[:, : (h - 1) * stride + 1 : stride, : (w - 1) * stride + 1 : stride] = x
    up = np.pad(up, ((0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1)))
    kernel = weight[:, :, ::-1, ::-1]
    windows = np.lib.stride_tricks.sliding_window_view(up, (kh, kw), axis=(1, 2))
    out = np.tensordot(kernel, windows, axes=([0, 2, 3], [0, 3, 4]))
    out = out[:, padding : out.shape[1] - padding, padding : out.shape[2] - padding]
    return out if bias is None else out + np.reshape(bias, (-1, 1, 1))
