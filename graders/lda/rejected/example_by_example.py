# verdict: too slow
# Sums the outer products of the examples in a loop.
import numpy as np


def lda(x, y, k):
    mean = x.mean(axis=0)
    means = [x[y == c].mean(axis=0) for c in range(y.max() + 1)]
    within, between = np.zeros((x.shape[1], x.shape[1])), np.zeros((x.shape[1], x.shape[1]))
    for row, label in zip(x, y):
        within += np.outer(row - means[label], row - means[label])
        between += np.outer(means[label] - mean, means[label] - mean)
    values, vectors = np.linalg.eig(np.linalg.inv(within) @ between)
    order = np.argsort(-values.real)[:k]
    return vectors.real.T[order], values.real[order]
