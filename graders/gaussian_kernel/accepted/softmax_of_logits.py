# bonus: misses errors
# A softmax: exponents first, the largest taken off, and a view into a larger array at the end.
import numpy as np


def gaussian_kernel(kernel_size=3, sigma=0.0):
    k, sigma = int(kernel_size), float(sigma)
    if sigma <= 0:
        sigma = 0.3 * ((k - 1) * 0.5 - 1) + 0.8
    offsets = np.linspace(-(k - 1) / 2, (k - 1) / 2, num=k)
    logits = -0.5 * ((offsets / sigma)[:, np.newaxis] ** 2 + (offsets / sigma) ** 2)
    odds = np.exp(logits - logits.max())
    frame = np.full((k + 4, 2 * k), np.nan)
    frame[2:-2, ::2] = odds / odds.sum()
    return frame[2:-2, ::2]
