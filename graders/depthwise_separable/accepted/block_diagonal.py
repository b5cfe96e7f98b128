# bonus: misses errors
# The grouped weight written out as an ordinary one, with zeros between the groups.
import numpy as np


def _conv(x, weight, stride, padding):
    kh, kw = weight.shape[2:]
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), (2, 3))[:, :, ::stride, ::stride]
    return np.moveaxis(np.tensordot(windows, weight, ((1, 4, 5), (1, 2, 3))), -1, 1)


def grouped_conv2d(x, weight, groups=1, stride=1, padding=0):
    o, per, kh, kw = weight.shape
    full = np.zeros((o, x.shape[1], kh, kw))
    for k in range(o):
        start = k // (o // groups) * per
        full[k, start : start + per] = weight[k]
    return _conv(x, full, stride, padding)


def depthwise_separable(x, depthwise, pointwise, stride=1, padding=0):
    both = pointwise * depthwise[:, 0]  # (O, C, kh, kw): the two steps are one ordinary convolution of rank 1
    return _conv(x, both, stride, padding)
