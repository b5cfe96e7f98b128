# verdict: too slow
# The layer is called for one window after another.
import numpy as np


def fc_as_conv(weight, bias, shape, channels_last=False):
    c, h, w = shape
    if channels_last:
        return weight.reshape(-1, h, w, c).transpose(0, 3, 1, 2), bias
    return weight.reshape(-1, c, h, w), bias


def slide_fc(x, weight, bias, shape, stride=1):
    _, h, w = shape
    oh, ow = (x.shape[2] - h) // stride + 1, (x.shape[3] - w) // stride + 1
    out = np.zeros((len(x), len(weight), oh, ow))
    for n in range(len(x)):
        for i in range(oh):
            for j in range(ow):
                window = x[n, :, i * stride : i * stride + h, j * stride : j * stride + w]
                out[n, :, i, j] = weight @ window.reshape(-1) + bias
    return out
