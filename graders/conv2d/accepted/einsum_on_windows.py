# bonus: misses errors
# np.einsum over a view of all windows, without optimize: no matrix product, another order of summation.
import numpy as np


def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1):
    (sh, sw), (ph, pw), (dh, dw) = (v if isinstance(v, tuple) else (v, v) for v in (stride, padding, dilation))
    kh, kw = weight.shape[2:]
    padded = np.pad(x.astype(float), ((0, 0), (ph, ph), (pw, pw)))
    view = np.lib.stride_tricks.sliding_window_view(padded, ((kh - 1) * dh + 1, (kw - 1) * dw + 1), axis=(1, 2))
    out = np.einsum("ihwkl,oikl->ohw", view[:, ::sh, ::sw, ::dh, ::dw], weight)
    return out if bias is None else out + bias[:, None, None]
