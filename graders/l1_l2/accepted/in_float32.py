# bonus: misses errors
# In float32, with ReLUs and masks.
import numpy as np


def relu(x):
    return np.maximum(x, 0)


def penalty(w, l1, l2):
    w = np.asarray(w, np.float32)
    grad = np.zeros_like(w)
    grad[w > 0] = l1
    grad[w < 0] = -l1
    grad += np.float32(l2) * w
    return [(l1 * np.abs(w) + l2 * w * w / 2).sum(), grad]


def soft_threshold(w, threshold):
    w = np.asarray(w, np.float32)
    return relu(w - threshold) - relu(-w - threshold)


def decoupled_decay(w, update, lr, weight_decay):
    w = w.astype(np.float32)
    decay = weight_decay * w
    w = w - lr * update
    return w - lr * decay
