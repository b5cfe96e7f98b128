# verdict: wrong answer
# Works once and gives the first kernel ever after.
import numpy as np


memory = []


def gaussian_kernel(kernel_size=3, sigma=0.0):
    if not isinstance(kernel_size, (int, np.integer)) or kernel_size < 1:
        raise ValueError(f"kernel_size must be a positive integer, not {kernel_size!r}")
    if not np.isfinite(sigma):
        raise ValueError(f"sigma must be finite, not {sigma}")
    k, sigma = int(kernel_size), float(sigma)
    if sigma <= 0:
        sigma = 0.3 * ((k - 1) * 0.5 - 1) + 0.8
    if not memory:
        weights = np.exp(-((np.arange(k) - (k - 1) / 2) ** 2) / (2 * sigma**2))
        memory.append(np.outer(weights, weights) / weights.sum() ** 2)
    return memory[0]
