# bonus: misses errors
# Binary searches for all positives among the sorted negatives.
import numpy as np


def roc_auc(scores, labels):
    # two binary searches for all positives at once
    neg = np.sort(scores[labels == 0])
    pos = scores[labels == 1]
    below = np.searchsorted(neg, pos, side="left")
    upto = np.searchsorted(neg, pos, side="right")
    return np.mean((below + upto) / 2) / len(neg)
