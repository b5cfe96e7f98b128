# bonus: none
# Odd but legal: softmax from square roots of powers, sigmoid from powers of two, one minus the other side for labels.
import numpy as np

LOG2_E = np.log2(np.e)


def softmax(logits, axis=-1):
    x = _f8(logits)
    if x.shape[axis] == 0:
        raise ValueError(f"logits: no elements along axis {axis}")
    roots = np.exp((x - x.max(axis, keepdims=True)) / 2)
    return np.square(roots / np.linalg.norm(roots, axis=axis, keepdims=True))


def sigmoid(logits):
    return 1 / (1 + np.exp2(-_f8(logits) * LOG2_E))


def predict_multiclass(logits):
    x = _f8(logits, table=True)
    return np.nanargmax(x, axis=1) if x.size else np.empty(len(x), "i8")


def predict_multilabel(logits, threshold=0.5):
    x = _f8(logits, table=True)
    t = np.asarray(threshold, "f8")
    if t.shape != () and t.shape != x.shape[1:]:
        raise ValueError("threshold")
    if not (np.all(t >= 0) and np.all(t <= 1)):
        raise ValueError("threshold")
    return np.logical_not(sigmoid(-x) > 1 - t)


def predict_topk(logits, k):
    x = _f8(logits, table=True)
    if k < 1:
        raise ValueError("k")
    descending = np.flip(np.argsort(np.flip(x, 1), axis=1, kind="stable"), 1)
    return (x.shape[1] - 1 - descending)[:, : min(k, x.shape[1])]


def _f8(logits, table=False):
    x = np.asarray(logits, "f8")
    if np.isnan(x).any() or (table and x.ndim != 2):
        raise ValueError("logits")
    return x
