# bonus: misses errors
# np.pad and np.convolve for one line, by apply_along_axis.
import numpy as np

MODES = {"reflect": "symmetric", "reflect_101": "reflect", "replicate": "edge", "constant": "constant"}


def blur(image, kernel_size, sigma, border="reflect"):
    r = kernel_size // 2
    x = np.arange(-r, r + 1)
    k = np.exp(-(x**2) / (2 * sigma**2))
    k /= k.sum()

    def conv(line):
        return np.convolve(np.pad(line, r, mode=MODES[border]), k, mode="valid")

    out = np.apply_along_axis(conv, 0, image)
    return np.apply_along_axis(conv, 1, out)
