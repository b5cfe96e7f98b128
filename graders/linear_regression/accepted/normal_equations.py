# bonus: misses errors, precision
# From memory: a column of ones, the pseudoinverse of the normal equations, and a penalty of 0 for the intercept.
import numpy as np


def least_squares(x, y):
    X = np.c_[np.ones(x.shape[0]), x]
    theta = np.linalg.pinv(X.T @ X) @ X.T @ y
    return theta[1:], theta[0]


def ridge(x, y, l2):
    n, d = x.shape
    X = np.c_[np.ones(n), x]
    penalty = l2 * np.eye(d + 1)
    penalty[0, 0] = 0
    theta = np.linalg.inv(X.T @ X + penalty) @ X.T @ y
    return theta[1:], theta[0]


def gradient_descent(x, y, learning_rate, steps):
    n, d = x.shape
    w = np.zeros(d)
    b = 0
    for _ in range(steps):
        y_hat = np.dot(x, w) + b
        dw = (2 / n) * np.dot(x.T, (y_hat - y))
        db = (2 / n) * np.sum(y_hat - y)
        w -= learning_rate * dw
        b -= learning_rate * db
    return w, b
