# bonus: misses errors
# Norms and dot products; the threshold is what a clip leaves over.
import numpy as np


def penalty(w, l1, l2):
    flat = np.ravel(w).astype(float)
    value = l1 * np.linalg.norm(flat, 1) + 0.5 * l2 * np.dot(flat, flat)
    return value, l1 * ((w > 0).astype(float) - (w < 0)) + l2 * w


def soft_threshold(w, threshold):
    return w - np.clip(w, -threshold, threshold)


def decoupled_decay(w, update, lr, weight_decay):
    new = np.array(w, dtype=float)
    new *= 1.0 - lr * weight_decay
    new -= lr * update
    return new
