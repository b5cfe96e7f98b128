# bonus: misses errors
# Sorts downwards, cumulates, keeps the last of equal scores, reverses at the end.
import numpy as np


def precision_recall(scores, labels):
    desc = np.argsort(scores, kind="mergesort")[::-1]
    scores, labels = scores[desc], labels[desc]
    idx = np.r_[np.where(np.diff(scores))[0], labels.size - 1]
    tps = np.cumsum(labels)[idx]
    precision = tps / (idx + 1)
    recall = tps / tps[-1]
    return np.hstack((precision[::-1], 1)), np.hstack((recall[::-1], 0)), scores[idx][::-1]


def average_precision(scores, labels):
    precision, recall, _ = precision_recall(scores, labels)
    return np.sum((recall[:-1] - recall[1:]) * precision[:-1])
