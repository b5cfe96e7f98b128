# bonus: misses errors
# Loops, but over the ten classes and not over the rows.
import numpy as np


def softmax(logits, axis=-1):
    slices = list(np.moveaxis(np.asarray(logits, dtype=float), axis, 0))
    top = slices[0]
    for one in slices[1:]:
        top = np.maximum(top, one)
    powers = [np.exp(one - top) for one in slices]
    total = sum(powers)
    return np.stack([power / total for power in powers], axis=axis)


def sigmoid(logits):
    logits = np.asarray(logits, dtype=float)
    down, up = np.exp(np.minimum(logits, 0)), np.exp(-np.maximum(logits, 0))
    return down / (down + up)


def predict_multiclass(logits):
    best = np.zeros(len(logits), dtype=np.uint8)
    top = logits[:, 0].copy()
    for column in range(1, logits.shape[1]):
        better = logits[:, column] > top
        best[better] = column
        top = np.where(better, logits[:, column], top)
    return best


def predict_multilabel(logits, threshold=0.5):
    threshold = np.broadcast_to(threshold, logits.shape[1])
    return np.stack([sigmoid(column) >= limit for column, limit in zip(logits.T, threshold)], axis=1)


def predict_topk(logits, k):
    return np.argsort(-np.asarray(logits, dtype=float), axis=1, kind="stable")[:, :k]
