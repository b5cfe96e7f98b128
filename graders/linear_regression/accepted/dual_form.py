# bonus: none
# Ridge in its dual form, a system of N equations; the pseudoinverse of the centered x; gradient descent by einsum.
import numpy as np


def checked(x, y):
    if x.ndim != 2 or x.shape[0] == 0:
        raise ValueError("x should be of shape (N, D)")
    if y.shape != (x.shape[0],):
        raise ValueError("y should have a target for each example")
    return x - x.mean(axis=0), y - y.mean()


def least_squares(x, y):
    return ridge(x, y, 0)


def ridge(x, y, l2):
    xc, yc = checked(x, y)
    if l2 < 0:
        raise ValueError("l2 is negative")
    w = xc.T @ np.linalg.solve(xc @ xc.T + l2 * np.eye(len(x)), yc) if l2 else np.linalg.pinv(xc, rcond=1e-12) @ yc
    return w, y.mean() - x.mean(axis=0) @ w


def gradient_descent(x, y, learning_rate, steps):
    checked(x, y)
    if steps < 0:
        raise ValueError("steps is negative")
    w, b = np.zeros(x.shape[1]), 0.0
    for _ in range(steps):
        error = np.einsum("nd,d->n", x, w) + b - y
        w, b = w - 2 * learning_rate * np.mean(error[:, None] * x, axis=0), b - 2 * learning_rate * np.mean(error)
    return w, b
