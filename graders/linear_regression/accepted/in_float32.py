# bonus: misses errors, precision
# In float32, by the singular value decomposition with a cut that fits float32.
import numpy as np


def least_squares(x, y):
    return ridge(x, y, 0.0)


def ridge(x, y, l2):
    x, y = np.asarray(x, np.float32), np.asarray(y, np.float32)
    u, s, vt = np.linalg.svd(x - x.mean(0), full_matrices=False)
    keep = s > s.max(initial=0) * 1e-5
    filtered = np.where(keep, s / np.where(keep, s * s + np.float32(l2), 1), 0)
    w = vt.T @ (filtered * (u.T @ (y - y.mean())))
    return w, y.mean() - x.mean(0) @ w


def gradient_descent(x, y, learning_rate, steps):
    x, y = np.asarray(x, np.float32), np.asarray(y, np.float32)
    w, b = np.zeros(x.shape[1], np.float32), np.float32(0)
    for _ in range(steps):
        r = x @ w + b - y
        w, b = w - np.float32(2 * learning_rate / len(y)) * (r @ x), b - np.float32(2 * learning_rate) * r.mean()
    return w, b
