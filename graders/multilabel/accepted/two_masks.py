# bonus: misses errors
# Sigmoid by two masks, one for each side of zero; argmax k times; results in Fortran order, int8 and int16.
import numpy as np


def softmax(logits, axis=-1):
    swapped = np.asarray(logits, np.float64).swapaxes(axis, -1)
    weights = np.exp(swapped - swapped.max(-1)[..., np.newaxis])
    weights /= weights.sum(-1)[..., np.newaxis]
    return np.asfortranarray(weights.swapaxes(axis, -1))


def sigmoid(logits):
    logits = np.asarray(logits, np.float64)
    result = np.empty(logits.shape)
    right = logits >= 0
    result[right] = 1 / (1 + np.exp(-logits[right]))
    left = np.exp(logits[~right])
    result[~right] = left / (1 + left)
    return result


def predict_multiclass(logits):
    return logits.argmax(1).astype(np.int8)


def predict_multilabel(logits, threshold=0.5):
    return np.asfortranarray(~(sigmoid(logits) < threshold))


def predict_topk(logits, k):
    z = np.array(logits, dtype=np.float64)
    n, c = z.shape
    rows, free = np.arange(n), np.ones((n, c), dtype=bool)
    best = np.empty((n, min(k, c)), dtype=np.int16)
    for place in range(min(k, c)):
        top = z.argmax(axis=1)
        again = ~free[rows, top]  # only -inf is left in these rows
        top[again] = free[again].argmax(axis=1)
        best[:, place] = top
        free[rows, top] = False
        z[rows, top] = -np.inf
    return best
