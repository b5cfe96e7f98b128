# verdict: wrong answer
# Only softmax is written; the others are still those of the stub.
import numpy as np


def softmax(logits, axis=-1):
    logits = _numbers(logits)
    if logits.shape[axis] == 0:
        raise ValueError(f"axis: expected one with elements, got axis {axis} of logits of shape {logits.shape}")
    largest = logits.max(axis=axis, keepdims=True)
    powers = np.exp(logits - largest)
    return powers / powers.sum(axis=axis, keepdims=True)


def sigmoid(logits):
    logits = _numbers(logits)
    raise NotImplementedError


def predict_multiclass(logits):
    raise NotImplementedError


def predict_multilabel(logits, threshold=0.5):
    logits = _table(logits)
    threshold = np.asarray(threshold, dtype=np.float64)
    if threshold.shape not in [(), logits.shape[1:]]:
        raise ValueError(f"threshold: expected a number or shape {logits.shape[1:]}, got shape {threshold.shape}")
    if not ((threshold >= 0) & (threshold <= 1)).all():
        raise ValueError(f"threshold: expected numbers in [0, 1], got {threshold}")
    raise NotImplementedError


def predict_topk(logits, k):
    logits = _table(logits)
    if k < 1:
        raise ValueError(f"k: expected at least 1, got {k}")
    raise NotImplementedError


def _numbers(logits):
    logits = np.asarray(logits, dtype=np.float64)
    if np.isnan(logits).any():
        raise ValueError(f"logits: expected numbers, got NaN at {tuple(np.argwhere(np.isnan(logits))[0].tolist())}")
    return logits


def _table(logits):
    logits = _numbers(logits)
    if logits.ndim != 2:
        raise ValueError(f"logits: expected shape (N, C), got {logits.shape}")
    return logits
