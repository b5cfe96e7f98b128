# bonus: misses precision, errors
# heapq for the nearest, statistics.mode on the sorted labels.
import heapq
import statistics

import numpy as np


def standardize(train, test):
    out = [np.empty(train.shape), np.empty(test.shape)]
    for j, column in enumerate(train.T):
        mean, std = column.mean(), column.std() or 1.0
        out[0][:, j], out[1][:, j] = (column - mean) / std, (test[:, j] - mean) / std
    return tuple(out)


def knn(train, labels, test, k):
    answer = []
    for point in test:
        squares = np.einsum("nd,nd->n", train - point, train - point).tolist()
        nearest = heapq.nsmallest(k, range(len(squares)), key=squares.__getitem__)
        answer.append(statistics.mode(sorted(labels[nearest].tolist())))
    return np.array(answer)
