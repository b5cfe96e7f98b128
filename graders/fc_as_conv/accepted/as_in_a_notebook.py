# bonus: misses errors
# reshape and moveaxis; sliding as a sum over the places of the kernel.
import numpy as np


def fc_as_conv(weight, bias, shape, channels_last=False):
    C, H, W = shape
    O = weight.shape[0]
    if channels_last:
        return np.moveaxis(weight.reshape(O, H, W, C), -1, 1), bias
    return weight.reshape(O, C, H, W), bias


def slide_fc(x, weight, bias, shape, stride=1):
    kernel, b = fc_as_conv(weight, bias, shape)
    O, C, kh, kw = kernel.shape
    N, _, H, W = x.shape
    oh, ow = (H - kh) // stride + 1, (W - kw) // stride + 1
    out = np.zeros((N, O, oh, ow)) + b[:, None, None]
    for i in range(kh):
        for j in range(kw):
            out += np.einsum(
                "nchw,oc->nohw", x[:, :, i : i + oh * stride : stride, j : j + ow * stride : stride], kernel[:, :, i, j]
            )
    return out
