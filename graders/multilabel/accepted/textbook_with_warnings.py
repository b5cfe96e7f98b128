# bonus: none
# The textbook's formulas: 1 / (1 + exp(-x)), which warns at -800 and is right; argmax k times, in int16.
import numpy as np


def softmax(logits, axis=-1):
    z = np.asarray(logits).astype(np.float64)
    if np.isnan(z).any():
        raise ValueError("NaN in logits")
    if z.shape[axis] == 0:
        raise ValueError("axis has no elements")
    z -= np.max(z, axis=axis, keepdims=True)
    np.exp(z, out=z)
    z /= np.sum(z, axis=axis, keepdims=True)
    return z


def sigmoid(logits):
    z = np.asarray(logits).astype(np.float64)
    if np.isnan(z).any():
        raise ValueError("NaN in logits")
    return 1 / (1 + np.exp(-z))


def _two_axes(logits):
    z = np.array(logits, dtype=np.float64)
    if len(z.shape) != 2 or np.isnan(z).any():
        raise ValueError(f"logits must be a table of numbers, not {z.shape}")
    return z


def predict_multiclass(logits):
    return np.argmax(_two_axes(logits), axis=1)


def predict_multilabel(logits, threshold=0.5):
    z = _two_axes(logits)
    t = np.atleast_1d(np.asarray(threshold, dtype=np.float64))
    if np.ndim(threshold) > 1 or (np.ndim(threshold) == 1 and len(threshold) != z.shape[1]):
        raise ValueError(f"threshold has the shape {np.shape(threshold)}")
    if not np.all((0 <= t) & (t <= 1)):
        raise ValueError("threshold leaves [0, 1]")
    return sigmoid(z) >= t[None, :]


def predict_topk(logits, k):
    z = _two_axes(logits)
    if k <= 0:
        raise ValueError(f"k = {k}")
    n, c = z.shape
    rows = np.arange(n)
    free = np.ones((n, c), dtype=bool)
    best = np.empty((n, min(k, c)), dtype=np.int16)
    for place in range(min(k, c)):
        top = z.argmax(axis=1)
        again = ~free[rows, top]  # only -inf is left in these rows
        top[again] = free[again].argmax(axis=1)
        best[:, place] = top
        free[rows, top] = False
        z[rows, top] = -np.inf
    return best
