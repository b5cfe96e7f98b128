# bonus: misses precision, errors
# The distances of the well-known course without a loop, then np.unique for the votes.
import numpy as np


def standardize(train, test):
    mean, std = train.mean(axis=0), train.std(axis=0)
    std[std == 0] = 1.0
    return (train - mean) / std, (test - mean) / std


def knn(train, labels, test, k):
    dists = np.sqrt(np.maximum((test**2).sum(1, keepdims=True) - 2 * test @ train.T + (train**2).sum(1), 0))
    y_pred = np.zeros(len(test), dtype=labels.dtype)
    for i in range(len(test)):
        closest_y = labels[np.argsort(dists[i])[:k]]
        values, counts = np.unique(closest_y, return_counts=True)
        y_pred[i] = values[np.argmax(counts)]
    return y_pred
