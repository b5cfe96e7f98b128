# bonus: none
# Never pads: each tap adds only where it meets the image, worked out with ceilings.
import numpy as np


def _meets(shift, step, length, outputs):
    return max(0, -(shift // step)), min(outputs, (length - 1 - shift) // step + 1)


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
    out = np.zeros((oc, oh, ow))
    out += bias.reshape(oc, 1, 1)
    for i in range(kh):
        first, end = _meets(i * dh - ph, sh, h, oh)
        for j in range(kw):
            left, right = _meets(j * dw - pw, sw, w, ow)
            if first < end and left < right:
                top, side = first * sh + i * dh - ph, left * sw + j * dw - pw
                part = x[:, top : top + (end - first - 1) * sh + 1 : sh, side : side + (right - left - 1) * sw + 1 : sw]
                out[:, first:end, left:right] += (weight[:, :, i, j] @ part.reshape(ic, -1)).reshape(
                    oc, *part.shape[1:]
                )
    return out
