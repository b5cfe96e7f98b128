# bonus: misses errors
# Ends of runs by comparing neighbors, float32 throughout, average precision by a dot product.
import numpy as np


def precision_recall(scores, labels):
    s, y = scores.astype(np.float32), labels.astype(np.float32)
    order = np.argsort(s)
    s, y = s[order], y[order]
    first = np.flatnonzero(np.concatenate([[True], s[1:] != s[:-1]]))
    positives = y.sum()
    missed = np.concatenate([[0], np.cumsum(y, dtype=np.float64)])[first]
    tp = positives - missed
    predicted = len(s) - first
    return np.append(tp / predicted, 1).astype(np.float32), np.append(tp / positives, 0), s[first]


def average_precision(scores, labels):
    precision, recall, _ = precision_recall(scores, labels)
    return float(precision[:-1] @ -np.diff(recall))
