# verdict: wrong answer
# Does not search: takes the threshold nearest to the middle of the examples.
import numpy as np


def gini(labels):
    return 1 - ((np.unique(labels, return_counts=True)[1] / len(labels)) ** 2).sum()


def best_split(x, labels):
    values = np.unique(x)
    thresholds = (values[1:] + values[:-1]) / 2
    t = thresholds[np.abs(thresholds - np.median(x)).argmin()]
    left, right = labels[x <= t], labels[x > t]
    return t, (len(left) * gini(left) + len(right) * gini(right)) / len(x)
