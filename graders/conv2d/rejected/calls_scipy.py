# verdict: crashed
# Leaves the work to SciPy, imported at the call.
import numpy as np


def conv2d(x, weight, bias=None, stride=1, padding=0, dilation=1):
    from scipy.signal import correlate2d

    planes = [sum(correlate2d(c, k, mode="valid") for c, k in zip(x, kernel)) for kernel in weight]
    return np.stack(planes)
