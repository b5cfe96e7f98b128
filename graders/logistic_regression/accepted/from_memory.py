# bonus: misses errors
# As one types it in an interview; the loss by cases for its stability.
import numpy as np


def sigmoid(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))))


def loss_and_gradient(w, b, x, y, l2=0.0):
    n = x.shape[0]
    z = np.dot(x, w) + b
    losses = np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))
    loss = losses.mean() + 0.5 * l2 * np.dot(w, w)
    diff = sigmoid(z) - y
    dw = np.dot(x.T, diff) / n + l2 * w
    db = np.mean(diff)
    return loss, dw, db


def gradient_descent(x, y, learning_rate, steps, l2=0.0):
    w = np.zeros(x.shape[1])
    b = 0
    for i in range(steps):
        loss, dw, db = loss_and_gradient(w, b, x, y, l2)
        w -= learning_rate * dw
        b -= learning_rate * db
    return w, b


def newton_step(w, b, x, y, l2=0.0):
    n, d = x.shape
    loss, dw, db = loss_and_gradient(w, b, x, y, l2)
    p = sigmoid(x @ w + b)
    X = np.hstack([x, np.ones((n, 1))])
    H = X.T @ np.diag(p * (1 - p)) @ X / n
    H[:d, :d] += l2 * np.eye(d)
    theta = np.append(w, b) - np.linalg.inv(H) @ np.append(dw, db)
    return theta[:-1], theta[-1]
