# verdict: wrong answer
# Remembers the impurity of as many labels of as many classes.
import numpy as np

known = {}


def gini(labels):
    counts = np.unique(labels, return_counts=True)[1]
    return known.setdefault((len(labels), len(counts)), float(1 - ((counts / len(labels)) ** 2).sum()))


def best_split(x, labels):
    def left_over(t):
        sides = labels[x <= t], labels[x > t]
        return sum(len(s) * (1 - ((np.unique(s, return_counts=True)[1] / len(s)) ** 2).sum()) for s in sides) / len(x)

    values = np.unique(x)
    return min(((t, left_over(t)) for t in (values[1:] + values[:-1]) / 2), key=lambda pair: pair[1])
