# verdict: too slow
# Python loops over the weights.
import numpy as np


def penalty(w, l1, l2):
    value, gradient = 0.0, np.zeros(w.shape)
    for i, x in enumerate(w.flat):
        value += l1 * abs(x) + l2 / 2 * x**2
        gradient.flat[i] = l1 * np.sign(x) + l2 * x
    return value, gradient


def soft_threshold(w, threshold):
    new = np.zeros(w.shape)
    for i, x in enumerate(w.flat):
        if abs(x) > threshold:
            new.flat[i] = x - threshold if x > 0 else x + threshold
    return new


def decoupled_decay(w, update, lr, weight_decay):
    return w - lr * update - lr * weight_decay * w
