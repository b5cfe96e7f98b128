# bonus: none
# Pegasos by the sum of all examples that were inside: w after t steps is that sum / (l2 t).
import numpy as np


def check(x, y, l2):
    if x.ndim != 2 or len(x) == 0:
        raise ValueError("x")
    if y.shape != (len(x),) or set(np.unique(y)) - {-1, 1}:
        raise ValueError("y")
    if l2 < 0:
        raise ValueError("l2")


def loss_and_subgradient(w, b, x, y, l2):
    check(x, y, l2)
    if w.shape != (x.shape[1],):
        raise ValueError("w")
    signed = x * y[:, None]
    inside = signed @ w + b * y < 1
    hinge = (1 - signed[inside] @ w - b * y[inside]).sum() / len(y)
    return l2 / 2 * w @ w + hinge, l2 * w - signed[inside].sum(0) / len(y), -y[inside].sum() / len(y)


def pegasos(x, y, l2, order):
    check(x, y, l2)
    if l2 == 0:
        raise ValueError("l2 is 0")
    if any(i < 0 or i >= len(x) for i in order):
        raise ValueError("order")
    total, b = np.zeros(x.shape[1]), 0.0
    for t, i in enumerate(order):
        score = total @ x[i] / (l2 * max(t, 1)) + b
        if y[i] * score < 1:
            total += y[i] * x[i]
            b += y[i] / (l2 * (t + 1))
    return total / (l2 * max(len(order), 1)), b
