# bonus: misses errors
# The thresholds are a sorted set, how many scores are right a binary search; a loop for the sum.
import numpy as np


def precision_recall(scores, labels):
    thresholds = np.array(sorted(set(scores.tolist())))
    ordered = np.sort(scores)
    positives = np.sort(scores[labels == 1])
    called = len(ordered) - np.searchsorted(ordered, thresholds)
    right = len(positives) - np.searchsorted(positives, thresholds)
    return np.concatenate([right / called, [1]]), np.concatenate([right / len(positives), [0]]), thresholds


def average_precision(scores, labels):
    precision, recall, thresholds = precision_recall(scores, labels)
    ap = 0
    for k in range(len(thresholds)):
        ap += precision[k] * (recall[k] - recall[k + 1])
    return ap
