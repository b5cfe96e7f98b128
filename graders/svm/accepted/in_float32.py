# bonus: misses errors
# In float32, with relu-like hinges.
import numpy as np


def loss_and_subgradient(w, b, x, y, l2):
    w, x, y = (np.asarray(a, dtype=np.float32) for a in (w, x, y))
    slack = np.float32(1) - y * (x @ w + np.float32(b))
    hinge = slack * (slack > 0)
    signed = (slack > 0) * y
    loss = hinge.mean() + np.float32(l2 / 2) * (w**2).sum()
    return loss, np.float32(l2) * w - signed @ x / np.float32(len(y)), -signed.mean()


def pegasos(x, y, l2, order):
    x, y = np.asarray(x, dtype=np.float32), np.asarray(y, dtype=np.float32)
    w, b = np.zeros(x.shape[1], dtype=np.float32), np.float32(0)
    for t, i in enumerate(order, 1):
        eta = np.float32(1 / (l2 * t))
        violated = np.float32(y[i] * (w @ x[i] + b) < 1)
        w = np.float32(1 - 1 / t) * w + violated * eta * y[i] * x[i]
        b = b + violated * eta * y[i]
    return w, b
