# bonus: none
# Sigmoid by tanh; softmax on the axis moved to the front; results that are views and not contiguous.
import numpy as np


def _array(logits, name="logits"):
    a = np.asanyarray(logits) * 1.0 if np.asarray(logits).dtype == np.float64 else np.float64(logits)
    a = np.asarray(a)
    if not np.array_equal(a, a):
        raise ValueError(f"{name}: NaN")
    return a


def softmax(logits, axis=-1):
    a = np.moveaxis(_array(logits), axis, 0)
    if len(a) == 0:
        raise ValueError("no elements along axis")
    e = np.exp(a - np.amax(a, axis=0))
    return np.moveaxis(e / np.add.reduce(e, axis=0), 0, axis)


def sigmoid(logits):
    return 0.5 + 0.5 * np.tanh(0.5 * _array(logits))


def _classes(logits):
    a = _array(logits)
    if a.ndim - 2:
        raise ValueError("logits: not (N, C)")
    return a


def predict_multiclass(logits):
    return np.argmax(_classes(logits).T, axis=0)


def predict_multilabel(logits, threshold=0.5):
    a = _classes(logits)
    t = _array(threshold, "threshold")
    if t.ndim and t.shape != (a.shape[1],):
        raise ValueError("threshold: neither a number nor one for each label")
    if t.size and (t.min() < 0 or t.max() > 1):
        raise ValueError("threshold: outside [0, 1]")
    return np.greater_equal(sigmoid(a), t)


def predict_topk(logits, k):
    a = _classes(logits)
    if k < 1:
        raise ValueError("k: too few")
    last = a.shape[1] - 1
    return last - np.argsort(a[:, ::-1], axis=1, kind="stable")[:, ::-1][:, :k]
