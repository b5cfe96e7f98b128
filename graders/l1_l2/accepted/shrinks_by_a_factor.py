# bonus: none
# Soft threshold as a factor of each weight, the gradient by dividing where that is allowed.
import numpy as np


def _not_negative(name, value):
    if value < 0:
        raise ValueError(name + " must not be negative")


def penalty(w, l1, l2):
    _not_negative("l1", l1)
    _not_negative("l2", l2)
    size = np.abs(w)
    direction = np.divide(w, size, out=np.zeros(w.shape), where=size > 0)
    return (size * l1 + w * (w * l2) / 2).sum(), direction * l1 + w * l2


def soft_threshold(w, threshold):
    _not_negative("threshold", threshold)
    size = np.abs(w).astype(float)
    keep = size > threshold
    size[~keep] = 1
    return w * np.where(keep, 1 - threshold / size, 0)


def decoupled_decay(w, update, lr, weight_decay):
    _not_negative("lr", lr)
    _not_negative("weight_decay", weight_decay)
    if np.shape(update) != np.shape(w):
        raise ValueError("update and w differ in shape")
    return (1 - lr * weight_decay) * w + -lr * update
