# bonus: misses errors
# Each filter built and used by itself; einsum over the windows.
import numpy as np


def fc_as_conv(weight, bias, shape, channels_last=False):
    c, h, w = shape
    kernels = []
    for row in weight:
        if channels_last:
            kernels.append(np.stack([row[k::c].reshape(h, w) for k in range(c)]))
        else:
            kernels.append(np.reshape(row, (c, h, w)))
    return np.array(kernels), np.array(bias)


def slide_fc(x, weight, bias, shape, stride=1):
    kernel, bias = fc_as_conv(weight, bias, shape)
    win = np.lib.stride_tricks.sliding_window_view(x, shape[1:], axis=(2, 3))[:, :, ::stride, ::stride]
    maps = [np.einsum("nchwij,cij->nhw", win, k) + b for k, b in zip(kernel, bias, strict=True)]
    return np.stack(maps, axis=1)
