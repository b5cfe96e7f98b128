# bonus: misses precision, errors
# Float32, views of windows, one tensordot for each axis.
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

MODES = {"reflect": "symmetric", "reflect_101": "reflect", "replicate": "edge", "constant": "constant"}


def blur(image, kernel_size, sigma, border="reflect"):
    x = np.arange(kernel_size, dtype=np.float32) - (kernel_size - 1) / 2
    weights = np.exp(-0.5 * (x / sigma) ** 2).astype(np.float32)
    weights /= weights.sum()
    out = image.astype(np.float32)
    pad = kernel_size // 2
    for axis in range(2):
        widths = [(0, 0)] * out.ndim
        widths[axis] = (pad, pad)
        out = sliding_window_view(np.pad(out, widths, mode=MODES[border]), kernel_size, axis=axis) @ weights
    return out
