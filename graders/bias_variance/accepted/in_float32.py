# bonus: misses precision, errors
# In float32 and with einsum.
import numpy as np


def bias_variance(predictions, labels):
    p = predictions.astype(np.float32)
    y = labels.astype(np.float32)
    m, n = p.shape
    r = len(y)
    center, truth = p.sum(0) / m, y.sum(0) / r
    dp, dy, gap = p - center, y - truth, center - truth
    bias = np.dot(gap, gap) / n
    variance = np.einsum("mn,mn->", dp, dp) / (m * n)
    noise = np.einsum("rn,rn->", dy, dy) / (r * n)
    return [float(bias), float(variance), float(noise)]
