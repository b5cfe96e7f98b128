# verdict: too slow
# A loop over rows, or numbers, in each function.
import numpy as np


def softmax(logits, axis=-1):
    rows = np.moveaxis(np.asarray(logits, dtype=float), axis, -1)
    out = np.empty(rows.shape)
    for place in np.ndindex(rows.shape[:-1]):
        powers = np.exp(rows[place] - rows[place].max())
        out[place] = powers / powers.sum()
    return np.moveaxis(out, -1, axis)


def sigmoid(logits):
    out = np.empty(logits.shape)
    for place in np.ndindex(logits.shape):
        power = np.exp(-abs(logits[place]))
        out[place] = (1 if logits[place] >= 0 else power) / (1 + power)
    return out


def predict_multiclass(logits):
    return [row.index(max(row)) for row in logits.tolist()]


def predict_multilabel(logits, threshold=0.5):
    return sigmoid(logits) >= threshold


def predict_topk(logits, k):
    best = np.empty((len(logits), min(k, logits.shape[1])), dtype=np.int64)
    for place, row in enumerate(logits):
        best[place] = np.argsort(-row, kind="stable")[:k]
    return best
