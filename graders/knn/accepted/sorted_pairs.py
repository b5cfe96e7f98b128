# bonus: misses errors
# Sorts pairs of a distance and a label in plain Python, counts in lists.
import numpy as np


def standardize(train, test):
    std = np.std(train, axis=0)
    std[std == 0] = 1
    return (train - np.mean(train, axis=0)) / std, (test - np.mean(train, axis=0)) / std


def knn(train, labels, test, k):
    y_pred = []
    for x in test:
        distances = np.sqrt(((train.astype(float) - x) ** 2).sum(axis=1))
        neighbors = sorted(zip(distances, labels), key=lambda pair: pair[0])[:k]
        classes = [label for _, label in neighbors]
        y_pred.append(max(sorted(set(classes)), key=classes.count))
    return np.array(y_pred)
