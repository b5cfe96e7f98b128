# bonus: misses errors
# sliding_window_view and one einsum.
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def grouped_conv2d(x, weight, groups=1, stride=1, padding=0):
    p = padding
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    win = sliding_window_view(x, weight.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    n, c, h, w, kh, kw = win.shape
    win = win.reshape(n, groups, c // groups, h, w, kh, kw)
    weight = weight.reshape(groups, -1, c // groups, kh, kw)
    out = np.einsum("ngchwij,gocij->ngohw", win, weight, optimize=True)
    return out.reshape(n, -1, h, w)


def depthwise_separable(x, depthwise, pointwise, stride=1, padding=0):
    p = padding
    x = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    win = sliding_window_view(x, depthwise.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    y = np.einsum("nchwij,cij->nchw", win, depthwise[:, 0])
    return np.einsum("nchw,oc->nohw", y, pointwise[:, :, 0, 0])
