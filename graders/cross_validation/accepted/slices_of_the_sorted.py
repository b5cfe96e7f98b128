# bonus: misses errors
# Fold j is every k-th of the shuffled and sorted examples; index lists as those of a library, sums for the means.
import numpy as np


def stratified_folds(labels, k, rng):
    order = sorted(rng.permutation(len(labels)).tolist(), key=lambda i: labels[i])
    folds = np.full(len(labels), -1)
    for j in range(k):
        folds[order[j::k]] = j
    return folds


def cross_validation(x, labels, folds):
    answer = []
    for j in range(int(max(folds)) + 1):
        train, test = np.flatnonzero(folds != j), np.flatnonzero(folds == j)
        low, high = x[train].min(0), x[train].max(0)
        weight = np.zeros(x.shape[1]) + 1.0
        weight[high > low] = 1 / x[train].var(0)[high > low]
        names, which = np.unique(labels[train], return_inverse=True)
        sums = np.zeros((len(names), x.shape[1]))
        np.add.at(sums, which, x[train])
        means = sums / np.bincount(which)[:, None]
        squares = np.einsum("tcd,d->tc", (x[test, None] - means) ** 2, weight)
        answer.append((names[squares.argmin(1)] == labels[test]).sum() / len(test))
    return tuple(answer)
