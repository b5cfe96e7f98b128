# verdict: crashed
# Leaves the probabilities to torch, imported at the call.
import numpy as np


def softmax(logits, axis=-1):
    logits = _numbers(logits)
    if logits.shape[axis] == 0:
        raise ValueError(f"axis: expected one with elements, got axis {axis} of logits of shape {logits.shape}")
    import torch

    return torch.softmax(torch.from_numpy(logits), axis).numpy()


def sigmoid(logits):
    logits = _numbers(logits)
    from torch import from_numpy, sigmoid

    return sigmoid(from_numpy(logits)).numpy()


def predict_multiclass(logits):
    return _table(logits).argmax(axis=1)


def predict_multilabel(logits, threshold=0.5):
    logits = _table(logits)
    threshold = np.asarray(threshold, dtype=np.float64)
    if threshold.shape not in [(), logits.shape[1:]]:
        raise ValueError(f"threshold: expected a number or shape {logits.shape[1:]}, got shape {threshold.shape}")
    if not ((threshold >= 0) & (threshold <= 1)).all():
        raise ValueError(f"threshold: expected numbers in [0, 1], got {threshold}")
    return sigmoid(logits) >= threshold


def predict_topk(logits, k):
    logits = _table(logits)
    if k < 1:
        raise ValueError(f"k: expected at least 1, got {k}")
    ranking = np.argsort(-logits, axis=1, kind="stable")
    return ranking[:, :k]


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
