# bonus: misses errors, precision
# The index of each weight by the formula; float32; a list comes back.
import numpy as np


def fc_as_conv(weight, bias, shape, channels_last=False):
    C, H, W = shape
    O = weight.shape[0]
    kernel = np.zeros((O, C, H, W), dtype=np.float32)
    for c in range(C):
        for h in range(H):
            for w in range(W):
                k = (h * W + w) * C + c if channels_last else (c * H + h) * W + w
                kernel[:, c, h, w] = weight[:, k]
    return [kernel, bias.copy()]


def slide_fc(x, weight, bias, shape, stride=1):
    kernel, b = fc_as_conv(weight, bias, shape)
    O, C, H, W = kernel.shape
    N, _, height, width = x.shape
    oh, ow = (height - H) // stride + 1, (width - W) // stride + 1
    out = np.zeros((N, O, oh, ow), dtype=np.float32) + b.reshape(1, O, 1, 1)
    for i in range(H):
        for j in range(W):
            xs = x[:, :, i : i + stride * oh : stride, j : j + stride * ow : stride][:, :, :oh, :ow]
            out += np.einsum("nchw,oc->nohw", xs, kernel[:, :, i, j])
    return out
