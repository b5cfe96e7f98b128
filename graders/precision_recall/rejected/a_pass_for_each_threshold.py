# verdict: too slow
# Counts hits anew at each threshold.
import numpy as np


def precision_recall(scores, labels):
    precision, recall, thresholds = [], [], np.unique(scores)
    for threshold in thresholds:
        predicted = scores >= threshold
        hits = (predicted & (labels == 1)).sum()
        precision.append(hits / predicted.sum())
        recall.append(hits / (labels == 1).sum())
    return [*precision, 1.0], [*recall, 0.0], thresholds


def average_precision(scores, labels):
    precision, recall, _ = precision_recall(scores, labels)
    return -np.sum(np.diff(recall) * precision[:-1])
