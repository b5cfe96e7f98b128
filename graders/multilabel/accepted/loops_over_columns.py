# bonus: none
# Loops, but over the ten classes and not over the rows; the ranking by counting who stands before whom.
import numpy as np


def _read(logits):
    logits = np.asarray(logits, dtype="float64")
    if np.isnan(np.sum(np.isnan(logits) * 1.0)) or np.count_nonzero(np.isnan(logits)):
        raise ValueError("there is NaN in logits")
    return logits


def softmax(logits, axis=-1):
    slices = list(np.moveaxis(_read(logits), axis, 0))
    if not slices:
        raise ValueError("axis: nothing along it")
    top = slices[0]
    for one in slices[1:]:
        top = np.maximum(top, one)
    powers = [np.exp(one - top) for one in slices]
    total = sum(powers)
    return np.stack([power / total for power in powers], axis=axis)


def sigmoid(logits):
    logits = _read(logits)
    down = np.exp(np.minimum(logits, 0))
    up = np.exp(-np.maximum(logits, 0))
    return down / (down + up)


def _columns(logits):
    logits = _read(logits)
    if logits.ndim != 2:
        raise ValueError("logits need two axes")
    return logits


def predict_multiclass(logits):
    logits = _columns(logits)
    best = np.zeros(len(logits), dtype=np.uint8)
    top = logits[:, 0].copy()
    for column in range(1, logits.shape[1]):
        better = logits[:, column] > top
        best[better] = column
        top = np.where(better, logits[:, column], top)
    return best


def predict_multilabel(logits, threshold=0.5):
    logits = _columns(logits)
    classes = logits.shape[1]
    if np.shape(threshold) == ():
        threshold = np.full(classes, threshold, dtype=np.float64)
    if np.shape(threshold) != (classes,):
        raise ValueError("threshold: wrong shape")
    on = np.zeros(logits.shape, dtype=bool)
    for column in range(classes):
        if not 0 <= threshold[column] <= 1:
            raise ValueError("threshold: wrong value")
        on[:, column] = sigmoid(logits[:, column]) >= threshold[column]
    return on


def predict_topk(logits, k):
    logits = _columns(logits)
    if k < 1:
        raise ValueError("k must be 1 or more")
    n, classes = logits.shape
    columns = np.ascontiguousarray(logits.T)
    rank = np.zeros((classes, n), dtype=np.int64)
    for one in range(classes):
        for other in range(one):
            behind = columns[one] <= columns[other]
            rank[one] += behind
            rank[other] += ~behind
    best = np.empty((n, classes), dtype=np.int64)
    np.put_along_axis(best, rank.T, np.arange(classes)[None, :], axis=1)
    return best[:, : min(k, classes)]
