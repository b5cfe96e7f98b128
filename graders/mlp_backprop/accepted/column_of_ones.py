# bonus: none
# The biases are the last rows of the weights, for a column of ones.
import numpy as np


def mlp_backprop(x, y, w1, b1, w2, b2):
    if x.ndim != 2 or w1.ndim != 2 or x.shape[1] != w1.shape[0]:
        raise ValueError("x and w1 do not fit")
    if b1.shape != (w1.shape[1],):
        raise ValueError("b1 does not fit w1")
    if w2.ndim != 2 or w2.shape[0] != w1.shape[1]:
        raise ValueError("w2 does not fit w1")
    if b2.shape != (w2.shape[1],):
        raise ValueError("b2 does not fit w2")
    if y.shape != (len(x),) or not set(y.tolist()) <= set(range(len(b2))):
        raise ValueError("y is no array of labels")
    ones = np.ones((len(x), 1))
    x1 = np.hstack([x, ones])
    h = np.maximum(x1 @ np.vstack([w1, b1]), 0)
    h1 = np.hstack([h, ones])
    logits = h1 @ np.vstack([w2, b2])
    log_p = logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)
    picked = np.arange(len(x)), y
    d = np.exp(log_p)
    d[picked] -= 1
    d /= len(x)
    d2 = h1.T @ d
    d1 = x1.T @ ((d @ w2.T) * (h > 0))
    return -log_p[picked].mean(), {"w1": d1[:-1], "b1": d1[-1], "w2": d2[:-1], "b2": d2[-1]}
