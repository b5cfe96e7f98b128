# verdict: too slow
# A loop over the examples.
import numpy as np


def loss_and_gradient(w, b, x, y, l2=0.0):
    loss, dw, db = 0.0, np.zeros(len(w)), 0.0
    for row, label in zip(x, y):
        z = row @ w + b
        error = (1 + np.tanh(z / 2)) / 2 - label
        loss += np.logaddexp(0, z) - label * z
        dw += error * row
        db += error
    n = len(y)
    return loss / n + l2 / 2 * (w @ w), dw / n + l2 * w, db / n


def gradient_descent(x, y, learning_rate, steps, l2=0.0):
    w, b = np.zeros(x.shape[1]), 0.0
    for _ in range(steps):
        _, dw, db = loss_and_gradient(w, b, x, y, l2)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b


def newton_step(w, b, x, y, l2=0.0):
    _, dw, db = loss_and_gradient(w, b, x, y, l2)
    p = (1 + np.tanh((x @ w + b) / 2)) / 2
    one = np.column_stack([x, np.ones(len(x))])
    hessian = (one.T * p * (1 - p)) @ one / len(x) + np.diag([l2] * len(w) + [0.0])
    step = np.linalg.solve(hessian, np.append(dw, db))
    return w - step[:-1], b - step[-1]
