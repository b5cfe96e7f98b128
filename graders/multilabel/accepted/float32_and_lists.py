# bonus: misses errors, precision, ties, types
# float32 inside, plain lists outside.
import numpy as np


def softmax(logits, axis=-1):
    z = np.asarray(logits, dtype=np.float32)
    z = np.exp(z - z.max(axis=axis, keepdims=True))
    return z / z.sum(axis=axis, keepdims=True)


def sigmoid(logits):
    x = np.asarray(logits, dtype=np.float32)
    return np.where(x >= 0, 1 / (1 + np.exp(-np.abs(x))), np.exp(-np.abs(x)) / (1 + np.exp(-np.abs(x))))


def predict_multiclass(logits):
    return logits.argmax(-1).tolist()


def predict_multilabel(logits, threshold=0.5):
    p = 1.0 / (1.0 + np.exp(-logits))
    return p >= threshold


def predict_topk(logits, k):
    order = np.argsort(-np.asarray(logits, dtype=float), axis=-1)
    return order[:, :k]
