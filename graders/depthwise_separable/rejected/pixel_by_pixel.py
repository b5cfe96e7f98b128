# verdict: too slow
# Python loops over images, filters and pixels.
import numpy as np


def grouped_conv2d(x, weight, groups=1, stride=1, padding=0):
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    o, per, kh, kw = weight.shape
    oh, ow = (x.shape[2] - kh) // stride + 1, (x.shape[3] - kw) // stride + 1
    out = np.zeros((len(x), o, oh, ow))
    for n in range(len(x)):
        for k in range(o):
            start = k // (o // groups) * per
            for r in range(oh):
                for c in range(ow):
                    window = x[n, start : start + per, r * stride : r * stride + kh, c * stride : c * stride + kw]
                    out[n, k, r, c] = np.sum(window * weight[k])
    return out


def depthwise_separable(x, depthwise, pointwise, stride=1, padding=0):
    return grouped_conv2d(grouped_conv2d(x, depthwise, x.shape[1], stride, padding), pointwise)
