# bonus: misses memory
# as_strided with the strides written by hand, then one product of matrices.
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
    if min(sh, sw) < 1:
        raise ValueError(f"stride must be 1 or more, not {stride}")
    if min(ph, pw) < 0:
        raise ValueError(f"padding must be 0 or more, not {padding}")
    if min(dh, dw) < 1:
        raise ValueError(f"dilation must be 1 or more, not {dilation}")
    (ic, h, w), (oc, _, kh, kw) = x.shape, weight.shape
    oh = (h + 2 * ph - dh * (kh - 1) - 1) // sh + 1
    ow = (w + 2 * pw - dw * (kw - 1) - 1) // sw + 1
    if oh < 1 or ow < 1:
        raise ValueError(f"weight {weight.shape} does not fit into x {x.shape}")
    padded = np.zeros((ic, h + 2 * ph, w + 2 * pw))
    padded[:, ph : ph + h, pw : pw + w] = x
    channel, row, column = padded.strides
    view = np.lib.stride_tricks.as_strided(
        padded, (ic, kh, kw, oh, ow), (channel, row * dh, column * dw, row * sh, column * sw), writeable=False
    )
    out = weight.reshape(oc, ic * kh * kw) @ view.reshape(ic * kh * kw, oh * ow)
    out += bias[:, np.newaxis]
    return out.reshape(oc, oh, ow)
