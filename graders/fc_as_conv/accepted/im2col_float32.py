# bonus: misses errors, precision
# im2col in float32: each channel and place of the kernel a row, one matrix product an image.
import numpy as np


def fc_as_conv(weight, bias, shape, channels_last=False):
    c, h, w = shape
    weight = weight.astype(np.float32)
    if channels_last:
        weight = weight.reshape(-1, h * w, c).swapaxes(1, 2)
    return weight.reshape(-1, c, h, w), np.float32(bias)


def slide_fc(x, weight, bias, shape, stride=1):
    c, h, w = shape
    n, _, height, width = x.shape
    oh, ow = (height - h) // stride + 1, (width - w) // stride + 1
    cols = np.empty((n, c, h, w, oh, ow), np.float32)
    for i in range(h):
        for j in range(w):
            cols[:, :, i, j] = x[:, :, i : i + stride * oh : stride, j : j + stride * ow : stride]
    out = weight.astype(np.float32) @ cols.reshape(n, c * h * w, oh * ow)
    return out.reshape(n, -1, oh, ow) + bias.reshape(-1, 1, 1)
