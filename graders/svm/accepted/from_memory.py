# bonus: misses errors
# As one types it in an interview.
import numpy as np


def loss_and_subgradient(w, b, x, y, l2):
    n = len(x)
    margins = y * (np.dot(x, w) + b)
    hinge = np.maximum(0, 1 - margins)
    loss = 0.5 * l2 * np.dot(w, w) + np.mean(hinge)
    mask = margins < 1
    dw = l2 * w - np.dot(x[mask].T, y[mask]) / n
    db = -np.sum(y[mask]) / n
    return loss, dw, db


def pegasos(x, y, l2, order):
    w = np.zeros(x.shape[1])
    b = 0
    t = 0
    for i in order:
        t += 1
        eta = 1.0 / (l2 * t)
        if y[i] * (np.dot(w, x[i]) + b) < 1:
            w = (1 - eta * l2) * w + eta * y[i] * x[i]
            b += eta * y[i]
        else:
            w = (1 - eta * l2) * w
    return w, b
