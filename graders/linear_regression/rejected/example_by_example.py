# verdict: too slow
# A loop over the examples.
import numpy as np


def least_squares(x, y):
    return ridge(x, y, 0.0)


def ridge(x, y, l2):
    mean = x.mean(axis=0)
    rows = np.vstack([x - mean, np.sqrt(l2) * np.eye(x.shape[1])])
    w = np.linalg.lstsq(rows, np.append(y - y.mean(), np.zeros(x.shape[1])), rcond=None)[0]
    return w, y.mean() - mean @ w


def gradient_descent(x, y, learning_rate, steps):
    w, b = np.zeros(x.shape[1]), 0.0
    for _ in range(steps):
        dw, db = np.zeros(len(w)), 0.0
        for row, target in zip(x, y):
            error = row @ w + b - target
            dw += 2 * error * row
            db += 2 * error
        w, b = w - learning_rate * dw / len(y), b - learning_rate * db / len(y)
    return w, b
