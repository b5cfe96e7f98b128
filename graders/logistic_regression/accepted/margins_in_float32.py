# bonus: misses errors
# Labels of −1 and 1, float32, and least squares for Newton's step.
import numpy as np


def loss_and_gradient(w, b, x, y, l2=0.0):
    x = x.astype(np.float32)
    signs = 2 * y.astype(np.float32) - 1
    margin = signs * (x @ np.asarray(w, np.float32) + np.float32(b))
    loss = np.logaddexp(0, -margin).mean() + l2 / 2 * (w * w).sum()
    with np.errstate(over="ignore"):
        err = -signs / (1 + np.exp(margin))
    return float(loss), (err[:, None] * x).mean(axis=0) + l2 * w, float(err.mean())


def gradient_descent(x, y, learning_rate, steps, l2=0.0):
    w, b = np.zeros(x.shape[1], np.float32), 0.0
    for _ in range(steps):
        _, dw, db = loss_and_gradient(w, b, x, y, l2)
        w, b = w - learning_rate * dw, b - learning_rate * db
    return w, b


def newton_step(w, b, x, y, l2=0.0):
    _, dw, db = loss_and_gradient(w, b, x, y, l2)
    design = np.column_stack([np.ones(len(x)), x])
    p = 1 / (1 + np.exp(-(x @ w + b)))
    penalty = l2 * np.eye(design.shape[1])
    penalty[0, 0] = 0
    H = np.einsum("n,ni,nj->ij", p * (1 - p), design, design) / len(x) + penalty
    delta = np.linalg.lstsq(H, np.hstack([db, dw]), rcond=None)[0]
    return w - delta[1:], b - delta[0]
