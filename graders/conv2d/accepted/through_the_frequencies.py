# bonus: misses errors
# The correlation theorem: a product of Fourier transforms, then every stride-th pixel. Rounds quite differently.
import numpy as np


def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1):
    (sh, sw), (ph, pw), (dh, dw) = (v if isinstance(v, tuple) else (v, v) for v in (stride, padding, dilation))
    padded = np.pad(np.asarray(x, dtype=float), ((0, 0), (ph, ph), (pw, pw)))
    (ic, h, w), (oc, _, kh, kw) = padded.shape, weight.shape
    spread = np.zeros((oc, ic, (kh - 1) * dh + 1, (kw - 1) * dw + 1))
    spread[:, :, ::dh, ::dw] = weight
    image, kernels = np.fft.rfft2(padded), np.fft.rfft2(spread, s=(h, w)).conj()
    product = np.matmul(kernels.transpose(2, 3, 0, 1), image.transpose(1, 2, 0)[..., None])[..., 0]
    full = np.fft.irfft2(product.transpose(2, 0, 1), s=(h, w))
    out = full[:, : h - spread.shape[2] + 1 : sh, : w - spread.shape[3] + 1 : sw]
    return out if bias is None else out + bias[:, None, None]
