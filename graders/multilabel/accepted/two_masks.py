# bonus: none
# Sigmoid by two masks, one for each side of zero; results in Fortran order; int8 classes.
import numpy as np


def softmax(logits, axis=-1):
    logits = _only_numbers(logits)
    if 0 in (logits.shape[axis],):
        raise ValueError("axis must not be empty")
    swapped = logits.swapaxes(axis, -1)
    weights = np.exp(swapped - swapped.max(-1)[..., np.newaxis])
    weights = weights / weights.sum(-1)[..., np.newaxis]
    return np.asfortranarray(weights.swapaxes(axis, -1))


def sigmoid(logits):
    logits = _only_numbers(logits)
    result = np.empty(logits.shape)
    right = logits >= 0
    result[right] = 1 / (1 + np.exp(-logits[right]))
    left = np.exp(logits[~right])
    result[~right] = left / (1 + left)
    return result


def predict_multiclass(logits):
    return _only_rows(logits).argmax(1).astype(np.int8)


def predict_multilabel(logits, threshold=0.5):
    logits = _only_rows(logits)
    thresholds = np.empty(logits.shape[1])
    if isinstance(threshold, np.ndarray):
        if threshold.shape != thresholds.shape:
            raise ValueError("threshold: one for each label")
        thresholds[:] = threshold
    else:
        thresholds[:] = threshold
    if np.any(np.isnan(thresholds) | (thresholds < 0) | (thresholds > 1)):
        raise ValueError("threshold: 0 to 1")
    return np.asfortranarray(~(sigmoid(logits) < thresholds))


def predict_topk(logits, k):
    logits = _only_rows(logits)
    if k < 1:
        raise ValueError("k: at least one")
    order = np.argsort(np.negative(logits), axis=-1, kind="mergesort")
    return np.asfortranarray(order[:, 0 : int(k)])


def _only_numbers(logits):
    logits = np.asarray(logits, np.float64)
    if np.isnan(logits).sum() > 0:
        raise ValueError("logits: no NaN please")
    return logits


def _only_rows(logits):
    logits = _only_numbers(logits)
    if np.ndim(logits) != 2:
        raise ValueError("logits: rows please")
    return logits
