# bonus: misses errors, precision
# A loop over output pixels, each a sum over a window, in float32 as networks compute.
import numpy as np


def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1):
    if isinstance(stride, int):
        stride = (stride, stride)
    if isinstance(padding, int):
        padding = (padding, padding)
    if isinstance(dilation, int):
        dilation = (dilation, dilation)
    x = np.pad(np.asarray(x, np.float32), ((0, 0), (padding[0],) * 2, (padding[1],) * 2))
    w = np.asarray(weight, np.float32)
    c_out, _, kh, kw = w.shape
    reach_h = dilation[0] * (kh - 1) + 1
    reach_w = dilation[1] * (kw - 1) + 1
    h = (x.shape[1] - reach_h) // stride[0] + 1
    wd = (x.shape[2] - reach_w) // stride[1] + 1
    y = np.zeros((c_out, h, wd), np.float32)
    for i in range(h):
        for j in range(wd):
            top, left = i * stride[0], j * stride[1]
            window = x[:, top : top + reach_h : dilation[0], left : left + reach_w : dilation[1]]
            y[:, i, j] = np.tensordot(w, window, axes=3)
    if bias is not None:
        y += np.asarray(bias, np.float32)[:, None, None]
    return y
