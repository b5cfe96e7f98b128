# verdict: crashed
# Leaves the work to SciPy.
import numpy as np
from scipy.signal.windows import gaussian


def gaussian_kernel(kernel_size=3, sigma=0.0):
    row = gaussian(kernel_size, sigma if sigma > 0 else 0.15 * kernel_size + 0.35)
    return np.outer(row, row) / row.sum() ** 2
