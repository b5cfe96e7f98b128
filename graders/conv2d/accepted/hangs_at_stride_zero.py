# bonus: misses errors, memory
# Steps by the stride in a while loop, and never asks whether the stride is a step at all.
import numpy as np


def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1):
    x = np.asarray(x, dtype=float)
    weight = np.asarray(weight, dtype=float)
    if x.ndim != 3:
        raise ValueError(f"x must be (IC, H, W), not {x.shape}")
    if weight.ndim != 4 or weight.shape[1] != len(x):
        raise ValueError(f"weight must be (OC, {len(x)}, KH, KW), not {weight.shape}")
    bias = np.zeros(len(weight)) if bias is None else np.asarray(bias, dtype=float)
    if bias.shape != weight.shape[:1]:
        raise ValueError(f"bias must hold {len(weight)} numbers, one a row of outputs, not {bias.shape}")
    (sh, sw), (ph, pw), (dh, dw) = (v if isinstance(v, tuple) else (v, v) for v in (stride, padding, dilation))
    if min(ph, pw) < 0:
        raise ValueError(f"padding must be 0 or more, not {padding}")
    if min(dh, dw) < 1:
        raise ValueError(f"dilation must be 1 or more, not {dilation}")
    (ic, h, w), (_, _, kh, kw) = x.shape, weight.shape
    if h + 2 * ph < dh * (kh - 1) + 1 or w + 2 * pw < dw * (kw - 1) + 1:
        raise ValueError(f"weight {weight.shape} does not fit into x {x.shape}")
    padded = np.zeros((ic, h + 2 * ph, w + 2 * pw))
    padded[:, ph : ph + h, pw : pw + w] = x
    view = np.lib.stride_tricks.sliding_window_view(padded, ((kh - 1) * dh + 1, (kw - 1) * dw + 1), axis=(1, 2))
    view = view[:, :, :, ::dh, ::dw]
    rows, columns = [], []
    row = column = 0
    while row < view.shape[1]:
        rows, row = [*rows, row][-view.shape[1] :], row + sh
    while column < view.shape[2]:
        columns, column = [*columns, column][-view.shape[2] :], column + sw
    view = view[:, rows][:, :, columns]
    return np.tensordot(weight, view, axes=((1, 2, 3), (0, 3, 4))) + bias[:, None, None]
