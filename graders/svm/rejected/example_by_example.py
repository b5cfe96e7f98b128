# verdict: too slow
# A loop over the examples.
import numpy as np


def loss_and_subgradient(w, b, x, y, l2):
    loss, dw, db = 0.0, np.zeros(len(w)), 0.0
    for row, label in zip(x, y):
        slack = 1 - label * (row @ w + b)
        if slack > 0:
            loss += slack
            dw -= label * row
            db -= label
    return l2 / 2 * (w @ w) + loss / len(y), l2 * w + dw / len(y), db / len(y)


def pegasos(x, y, l2, order):
    w, b = np.zeros(x.shape[1]), 0.0
    for t, i in enumerate(order, start=1):
        inside = y[i] * (x[i] @ w + b) < 1
        w = (1 - 1 / t) * w + inside * y[i] * x[i] / (l2 * t)
        b = b + inside * y[i] / (l2 * t)
    return w, b
