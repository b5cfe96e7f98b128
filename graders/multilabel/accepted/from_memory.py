# bonus: misses errors, precision, ties, types
# The one-liners that everybody knows, lists where they come out that way.
import numpy as np


def softmax(logits, axis=-1):
    e = np.exp(logits - np.max(logits, axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def sigmoid(logits):
    return 1 / (1 + np.exp(-logits))


def predict_multiclass(logits):
    return np.argmax(logits, axis=1)


def predict_multilabel(logits, threshold=0.5):
    return (sigmoid(logits) >= threshold).astype(int)


def predict_topk(logits, k):
    return np.argsort(logits, axis=1)[:, ::-1][:, :k]
