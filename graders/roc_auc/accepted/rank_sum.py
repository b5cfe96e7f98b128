# bonus: misses errors
# The formula with the sum of ranks; equal scores share their average rank.
import numpy as np


def roc_auc(scores, labels):
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks = (ends - (counts - 1) / 2)[inverse]
    n_pos = np.sum(labels == 1)
    n_neg = len(labels) - n_pos
    return (ranks[labels == 1].sum() - n_pos * (n_pos + 1) / 2) / (n_pos * n_neg)
