# bonus: none
# One quarter is computed and mirrored; the result is a view with negative strides.
import numpy as np


def gaussian_kernel(kernel_size=3, sigma=0.0):
    if not isinstance(kernel_size, (int, np.integer)) or kernel_size < 1:
        raise ValueError(f"kernel_size must be a positive integer, not {kernel_size!r}")
    if not np.isfinite(sigma):
        raise ValueError(f"sigma must be finite, not {sigma}")
    k, sigma = int(kernel_size), float(sigma)
    if sigma <= 0:
        sigma = 0.3 * ((k - 1) * 0.5 - 1) + 0.8
    near = np.arange((k + 1) // 2) + (0.5 if k % 2 == 0 else 0.0)
    quarter = np.exp(-np.add.outer(near**2, near**2) / (2 * sigma**2))
    skip = k % 2
    half = np.concatenate([quarter[:0:-1] if skip else quarter[::-1], quarter])
    whole = np.concatenate([half[:, :0:-1] if skip else half[:, ::-1], half], axis=1)
    return (whole / whole.sum())[::-1, ::-1].T
