# bonus: misses errors
# numpy.linalg.lstsq with a column of ones; lists come back.
import numpy as np


def least_squares(x, y):
    theta, *_ = np.linalg.lstsq(np.hstack((x, np.ones((len(x), 1)))), y, rcond=None)
    return theta[:-1].tolist(), theta[-1]


def ridge(x, y, l2):
    xm = x.mean(0)
    xc = x - xm
    w = np.linalg.solve(xc.T @ xc + l2 * np.eye(x.shape[1]), xc.T @ (y - y.mean()))
    return list(w), y.mean() - np.dot(xm, w)


def gradient_descent(x, y, learning_rate, steps):
    ones = np.hstack((x, np.ones((len(x), 1))))
    theta = np.zeros(ones.shape[1])
    for _ in range(steps):
        theta = theta - learning_rate * 2 * (ones @ theta - y) @ ones / len(y)
    return theta[:-1].tolist(), theta[-1]
