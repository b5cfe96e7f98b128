# bonus: misses errors
# The linear layer itself on flattened windows: no kernel is needed for sliding.
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def fc_as_conv(weight, bias, shape, channels_last=False):
    c, h, w = shape
    if channels_last:
        order = np.arange(c * h * w).reshape(h, w, c).transpose(2, 0, 1).ravel()
        weight = weight[:, order]
    return [weight.reshape(-1, c, h, w), list(bias)]


def slide_fc(x, weight, bias, shape, stride=1):
    c, h, w = shape
    windows = sliding_window_view(x, (h, w), axis=(2, 3))[:, :, ::stride, ::stride]
    windows = windows.transpose(0, 2, 3, 1, 4, 5)
    flat = windows.reshape(*windows.shape[:3], -1)
    return (flat @ weight.T + bias).transpose(0, 3, 1, 2)
