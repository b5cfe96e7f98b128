# bonus: misses precision, errors
# As most people type it: each threshold in turn, a mask, gini of both sides.
import numpy as np


def gini(labels):
    _, counts = np.unique(labels, return_counts=True)
    p = counts / counts.sum()
    return 1 - np.sum(p**2)


def best_split(x, labels):
    values = np.sort(np.unique(x))
    best_threshold, best_impurity = None, float("inf")
    for i in range(len(values) - 1):
        threshold = (values[i] + values[i + 1]) / 2
        left, right = labels[x <= threshold], labels[x > threshold]
        impurity = len(left) / len(labels) * gini(left) + len(right) / len(labels) * gini(right)
        if impurity < best_impurity:
            best_threshold, best_impurity = threshold, impurity
    return best_threshold, best_impurity
