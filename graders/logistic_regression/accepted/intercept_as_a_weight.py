# bonus: misses errors
# The intercept is the weight of a column of ones; everything in one vector.
import numpy as np


def prepared(x, l2):
    mask = np.ones(x.shape[1] + 1)
    mask[0] = 0
    return np.c_[np.ones(len(x)), x], l2 * mask


def terms(theta, X, y, penalty):
    z = X @ theta
    p = np.exp(-np.logaddexp(0, -z))
    loss = np.logaddexp(0, np.where(y == 1, -z, z)).mean() + (penalty * theta**2).sum() / 2
    return loss, (p - y) @ X / len(y) + penalty * theta, p


def loss_and_gradient(w, b, x, y, l2=0.0):
    X, penalty = prepared(x, l2)
    loss, gradient, _ = terms(np.r_[b, w], X, y, penalty)
    return loss, gradient[1:].tolist(), gradient[0]


def gradient_descent(x, y, learning_rate, steps, l2=0.0):
    X, penalty = prepared(x, l2)
    theta = np.zeros(X.shape[1])
    for _ in range(steps):
        theta -= learning_rate * terms(theta, X, y, penalty)[1]
    return theta[1:], theta[0]


def newton_step(w, b, x, y, l2=0.0):
    X, penalty = prepared(x, l2)
    theta = np.r_[b, w]
    _, gradient, p = terms(theta, X, y, penalty)
    hessian = np.einsum("ni,n,nj->ij", X, p * (1 - p), X) / len(y) + np.diag(penalty)
    theta = theta - np.linalg.lstsq(hessian, gradient, rcond=None)[0]
    return theta[1:], theta[0]
