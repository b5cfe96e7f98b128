# bonus: misses errors
# Sigmoid by tanh; softmax on the axis moved to the front; results that are views and not contiguous.
import numpy as np


def softmax(logits, axis=-1):
    a = np.moveaxis(np.float64(logits), axis, 0)
    e = np.exp(a - np.amax(a, axis=0))
    return np.moveaxis(e / np.add.reduce(e, axis=0), 0, axis)


def sigmoid(logits):
    return 0.5 + 0.5 * np.tanh(0.5 * np.float64(logits))


def predict_multiclass(logits):
    return np.argmax(logits.T, axis=0)


def predict_multilabel(logits, threshold=0.5):
    return np.greater_equal(sigmoid(logits), threshold)


def predict_topk(logits, k):
    last = logits.shape[1] - 1
    return last - np.argsort(logits[:, ::-1], axis=1, kind="stable")[:, ::-1][:, :k]
