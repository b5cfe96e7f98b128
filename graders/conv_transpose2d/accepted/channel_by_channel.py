# bonus: misses errors, precision
# A loop over pixels and input channels, rows beyond the border left out on the way.
import numpy as np


def conv_transpose2d(x, weight, bias=None, stride=1, padding=0, output_padding=0):
    in_channels, in_h, in_w = x.shape
    out_channels, kernel_h, kernel_w = weight.shape[1:]
    out_h = stride * (in_h - 1) + output_padding - 2 * padding + kernel_h
    out_w = stride * (in_w - 1) + output_padding - 2 * padding + kernel_w
    out = np.zeros((out_channels, out_h, out_w))
    if bias is not None:
        out += bias.reshape(out_channels, 1, 1)
    for c in range(in_channels):
        for i in range(in_h):
            top = i * stride - padding
            y0, y1 = max(top, 0), min(top + kernel_h, out_h)
            if y0 >= y1:
                continue
            for j in range(in_w):
                left = j * stride - padding
                x0, x1 = max(left, 0), min(left + kernel_w, out_w)
                if x0 < x1:
                    out[:, y0:y1, x0:x1] += x[c, i, j] * weight[c, :, y0 - top : y1 - top, x0 - left : x1 - left]
    return out
