# bonus: none
# Counts both classes at each distinct score; the answer is float32.
import numpy as np


def roc_auc(scores, labels):
    scores, labels = np.asarray(scores), np.asarray(labels)
    if scores.ndim != 1 or np.isnan(scores).any():
        raise ValueError("scores must be one axis of numbers")
    if labels.shape != scores.shape or set(np.unique(labels)) != {0, 1}:
        raise ValueError("labels must hold 0 and 1, one for each score")
    _, place = np.unique(scores, return_inverse=True)
    negatives = np.bincount(place, weights=labels == 0)
    positives = np.bincount(place, weights=labels == 1)
    better = np.cumsum(negatives) - negatives / 2
    return np.float32(positives @ better / negatives.sum() / positives.sum())
