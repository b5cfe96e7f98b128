# bonus: none
# A class that checks once and answers five questions; the functions are bound to it by thin wrappers.
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Logits:
    values: np.ndarray

    @classmethod
    def of(cls, raw, *, rows=False):
        values = np.array(raw, dtype=np.float64, order="C")
        match values.shape:
            case shape if rows and len(shape) != 2:
                raise ValueError(f"logits: {len(shape)} axes in place of 2")
        if np.isnan(values).any():
            raise ValueError("logits: NaN")
        return cls(values)

    def compete(self, axis):
        largest = np.maximum.reduce(self.values, axis=axis, keepdims=True)
        powers = np.exp(self.values - largest)
        return powers * (1 / powers.sum(axis=axis, keepdims=True))

    def alone(self):
        return np.reciprocal(1 + np.exp(-np.clip(self.values, -700, 700)))


def softmax(logits, axis=-1, *, _of=Logits.of):
    logits = _of(logits)
    if np.size(logits.values, axis) == 0:
        raise ValueError("the axis is empty")
    return logits.compete(axis)


def sigmoid(logits):
    chances = Logits.of(logits)
    return np.where(np.isneginf(chances.values), 0.0, chances.alone())


def predict_multiclass(logits):
    return Logits.of(logits, rows=True).values.argmax(axis=-1)


def predict_multilabel(logits, threshold=0.5):
    chosen = Logits.of(logits, rows=True)
    wanted = np.float64(threshold)
    if wanted.shape and wanted.shape != chosen.values.shape[1:]:
        raise ValueError(f"threshold: {wanted.shape}")
    if not np.logical_and.reduce(np.abs(wanted - 0.5) <= 0.5, axis=None):
        raise ValueError(f"threshold: {wanted}")
    # The clip stops at 1e-304, which is more than a threshold of 0 asks for and less than any other.
    return chosen.alone() >= wanted


def predict_topk(logits, k):
    ranked = Logits.of(logits, rows=True).values
    if k < 1:
        raise ValueError(f"k: {k}")
    order = (0.0 - ranked).argsort(axis=1, kind="stable")
    return np.hsplit(order, [k])[0]
