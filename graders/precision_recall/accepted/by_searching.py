# bonus: none
# How many of the sorted scores lie at a threshold or above; the mean precision over the positives, in float32.
import numpy as np


def counted(scores, labels):
    scores, labels = np.asarray(scores), np.asarray(labels)
    if scores.ndim != 1 or np.isnan(scores).any():
        raise ValueError("scores must be one axis of numbers")
    if labels.shape != scores.shape or not np.isin(labels, (0, 1)).all() or not labels.any():
        raise ValueError("labels must hold 0 and 1, and a positive, for each score")
    every, positives = np.sort(scores), np.sort(scores[labels == 1])
    return every, positives


def at_or_above(values, thresholds):
    return len(values) - np.searchsorted(values, thresholds)


def precision_recall(scores, labels):
    every, positives = counted(scores, labels)
    thresholds = np.unique(every)
    hits = at_or_above(positives, thresholds)
    return np.append(hits / at_or_above(every, thresholds), 1), np.append(hits / hits[0], 0), thresholds


def average_precision(scores, labels):
    every, positives = counted(scores, labels)
    return (at_or_above(positives, positives) / at_or_above(every, positives)).astype(np.float32).mean()
