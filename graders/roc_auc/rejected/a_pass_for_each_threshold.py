# verdict: too slow
# Counts hits and false alarms anew at each threshold.
import numpy as np


def roc_auc(scores, labels):
    positive, negative = labels == 1, labels == 0
    tpr, fpr = [0.0], [0.0]
    for threshold in np.unique(scores)[::-1]:
        predicted = scores >= threshold
        tpr.append((predicted & positive).sum() / positive.sum())
        fpr.append((predicted & negative).sum() / negative.sum())
    return np.trapezoid(tpr, fpr)
