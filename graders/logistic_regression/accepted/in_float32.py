# bonus: misses errors
# In float32, with labels of −1 and 1 inside.
import numpy as np


def loss_and_gradient(w, b, x, y, l2=0.0):
    w, x = np.asarray(w, np.float32), np.asarray(x, np.float32)
    sign = (2 * y - 1).astype(np.float32)
    margin = sign * (x @ w + np.float32(b))
    loss = np.logaddexp(np.float32(0), -margin).mean() + np.float32(l2) / 2 * (w**2).sum()
    pull = -sign / (1 + np.exp(margin))
    return loss, (pull[:, None] * x).mean(0) + np.float32(l2) * w, pull.mean()


def gradient_descent(x, y, learning_rate, steps, l2=0.0):
    w, b = np.zeros(x.shape[1], np.float32), np.float32(0)
    for _ in range(steps):
        _, dw, db = loss_and_gradient(w, b, x, y, l2)
        w = w - np.float32(learning_rate) * dw
        b = b - np.float32(learning_rate) * db
    return w, b


def newton_step(w, b, x, y, l2=0.0):
    _, dw, db = loss_and_gradient(w, b, x, y, l2)
    ones = np.c_[x, np.ones(len(x))].astype(np.float32)
    p = 1 / (1 + np.exp(-(ones @ np.append(w, b).astype(np.float32))))
    h = (ones.T * (p * (1 - p))) @ ones / np.float32(len(x))
    h[:-1, :-1] += np.float32(l2) * np.eye(len(w), dtype=np.float32)
    step = np.linalg.solve(h, np.append(dw, db).astype(np.float32))
    return w - step[:-1], b - step[-1]
