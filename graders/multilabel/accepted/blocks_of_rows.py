# bonus: none
# Works in blocks of 1,000 rows, as one does where memory is short: loops, but few of them.
from functools import partial, reduce

import numpy as np

BLOCK = 1_000


def _in_blocks(work, logits):
    starts = range(0, max(len(logits), 1), BLOCK)
    return np.concatenate([work(logits[start : start + BLOCK]) for start in starts], axis=0)


def _legal(logits, axes=None):
    logits = np.asarray(logits).astype("f8")
    if np.isnan(logits).any():
        raise ValueError("logits contain NaN")
    if axes and logits.ndim != axes:
        raise ValueError("logits have the wrong number of axes")
    return logits


def _rows(logits):
    powers = np.exp(logits - logits.max(axis=1)[:, None])
    return powers / (powers @ np.ones((logits.shape[1], 1)))


def softmax(logits, axis=-1):
    logits = _legal(logits)
    if logits.shape[axis] < 1:
        raise ValueError("an axis without logits")
    last = np.moveaxis(logits, axis, -1)
    count = reduce(lambda product, length: product * length, last.shape[:-1], 1)
    flat = _in_blocks(_rows, last.reshape(count, last.shape[-1]))
    return np.moveaxis(flat.reshape(last.shape), -1, axis)


def sigmoid(logits):
    logits = _legal(logits)
    with np.errstate(over="ignore"):
        return _in_blocks(lambda block: 1 / (1 + np.exp(-block)), logits)


def predict_multiclass(logits):
    return _in_blocks(partial(np.argmax, axis=1), _legal(logits, 2))


def predict_multilabel(logits, threshold=0.5):
    logits = _legal(logits, 2)
    threshold = np.array(threshold, dtype=float)
    if threshold.ndim > 1 or threshold.ndim == 1 and threshold.size != logits.shape[1]:
        raise ValueError("threshold has the wrong length")
    if (~((threshold >= 0) * (threshold <= 1))).any():
        raise ValueError("threshold is no probability")
    return _in_blocks(lambda rows: 1 / (1 + np.exp(-rows)) >= threshold, logits)


def predict_topk(logits, k):
    logits = _legal(logits, 2)
    if not k >= 1:
        raise ValueError("k is below 1")
    return _in_blocks(lambda rows: np.argsort(-rows, kind="stable")[:, :k], logits)
