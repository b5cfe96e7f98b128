# bonus: none
# Adds instead of multiplying.
import numpy as np


def double(x):
    if np.isnan(x).any():
        raise ValueError("x holds a NaN")
    return np.add(x, x, dtype=np.float64)
