# verdict: wrong answer
# Says the most frequent label of all to every test example.
import numpy as np


def standardize(train, test):
    std = np.where(train.std(0) > 0, train.std(0), 1)
    return (train - train.mean(0)) / std, (test - train.mean(0)) / std


def knn(train, labels, test, k):
    values, counts = np.unique(labels, return_counts=True)
    return np.full(len(test), values[counts.argmax()])
