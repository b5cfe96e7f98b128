# bonus: misses errors, precision
# Draws the ROC curve and takes the area under it: descending scores, one point for each distinct score.
import numpy as np


def roc_curve(scores, labels):
    order = np.argsort(-scores)
    scores, labels = scores[order], labels[order]
    last = np.append(np.where(np.diff(scores))[0], len(scores) - 1)
    tp = np.cumsum(labels)[last]
    fp = 1 + last - tp
    return np.append(0, fp / fp[-1]), np.append(0, tp / tp[-1])


def roc_auc(scores, labels):
    fpr, tpr = roc_curve(scores, labels)
    return np.trapezoid(tpr, fpr)
