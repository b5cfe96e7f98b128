# bonus: misses errors
# The plain sigmoid, which warns of overflows; all parameters in one vector; a diagonal matrix of weights.
import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def loss_and_gradient(w, b, x, y, l2=0.0):
    N = len(y)
    z = x.dot(w) + b
    y = y.reshape(-1)
    loss = np.maximum(z, 0) - z * y + np.log(1 + np.exp(-abs(z)))
    grad = sigmoid(z) - y
    return loss.sum() / N + l2 * w.dot(w) / 2, grad.dot(x) / N + l2 * w, grad.sum() / N


def gradient_descent(x, y, learning_rate, steps, l2=0.0):
    X = np.c_[x, np.ones(len(x))]
    theta = np.zeros(X.shape[1])
    mask = np.ones_like(theta)
    mask[-1] = 0
    for _ in range(steps):
        theta -= learning_rate * (X.T @ (sigmoid(X @ theta) - y) / len(y) + l2 * mask * theta)
    return theta[:-1], theta[-1]


def newton_step(w, b, x, y, l2=0.0):
    X = np.c_[x, np.ones(len(x))]
    theta = np.append(w, b)
    p = sigmoid(X @ theta)
    R = np.diag(p * (1 - p))
    penalty = np.diag(np.append(np.full(len(w), l2), 0.0))
    g = X.T @ (p - y) / len(y) + penalty @ theta
    theta = theta - np.linalg.pinv(X.T @ R @ X / len(y) + penalty) @ g
    return theta[:-1], theta[-1]
