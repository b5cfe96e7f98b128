# verdict: too slow
# A loop over all weights of the 2-D kernel.
import numpy as np

MODES = {"reflect": "symmetric", "reflect_101": "reflect", "replicate": "edge", "constant": "constant"}


def blur(image, kernel_size, sigma, border="reflect"):
    r = kernel_size // 2
    d = np.arange(-r, r + 1)
    kernel = np.exp(-(d[:, None] ** 2 + d**2) / (2 * sigma**2))
    kernel /= kernel.sum()
    image = np.asarray(image, dtype=float)
    padded = np.pad(image, [(r, r), (r, r)] + [(0, 0)] * (image.ndim - 2), mode=MODES[border])
    out = np.zeros_like(image)
    for i in range(kernel_size):
        for j in range(kernel_size):
            out += kernel[i, j] * padded[i : i + image.shape[0], j : j + image.shape[1]]
    return out
