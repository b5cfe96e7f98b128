# bonus: misses errors
# As one types it in an interview.
import numpy as np


def penalty(w, l1, l2):
    loss = l1 * np.sum(np.abs(w)) + l2 / 2 * np.sum(np.square(w))
    grad = l1 * np.sign(w) + l2 * w
    return loss, grad


def soft_threshold(w, threshold):
    return np.where(w > threshold, w - threshold, np.where(w < -threshold, w + threshold, 0.0))


def decoupled_decay(w, update, lr, weight_decay):
    return w - lr * (update + weight_decay * w)
