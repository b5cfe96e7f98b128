# bonus: misses precision, errors
# Means that are NaN, with a warning, are replaced by the old centers.
import numpy as np


def closest(x, c):
    return np.argmin(np.sqrt(((x - c[:, np.newaxis]) ** 2).sum(axis=2)), axis=0)


def kmeans(x, init, iterations):
    c = init
    for _ in range(iterations):
        labels = closest(x, c)
        means = np.array([x[labels == k].mean(axis=0) for k in range(c.shape[0])])
        c = np.where(np.isnan(means), c, means)
    labels = closest(x, c)
    return c, labels, np.sum((x - c[labels]) ** 2)
