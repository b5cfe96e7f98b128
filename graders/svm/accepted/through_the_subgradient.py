# bonus: misses errors
# Pegasos as gradient descent on batches of one; lists come back.
import numpy as np


def loss_and_subgradient(w, b, x, y, l2):
    slack = 1 - y * (np.einsum("nd,d->n", x, w) + b)
    active = (slack >= 0).astype(float)
    coefficients = -active * y
    dw = (coefficients[:, None] * x).mean(axis=0) + l2 * w
    return (active * slack).mean() + l2 * np.linalg.norm(w) ** 2 / 2, dw.tolist(), coefficients.mean()


def pegasos(x, y, l2, order):
    w, b = np.zeros(x.shape[1]), 0.0
    for t in range(len(order)):
        i = order[t]
        _, dw, db = loss_and_subgradient(w, b, x[i : i + 1], y[i : i + 1], l2)
        eta = 1 / (l2 * (t + 1))
        w, b = w - eta * np.array(dw), b - eta * db
    return list(w), b
