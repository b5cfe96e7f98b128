# verdict: too slow
# A Python loop over the elements.
import numpy as np


def double(x):
    if np.isnan(x).any():
        raise ValueError("x holds a NaN")
    return np.array([item + item for item in x.tolist()], dtype=np.float64)
