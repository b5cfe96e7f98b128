# bonus: misses precision, ties, errors
# As most people type it: a loop over the test examples, Counter for the votes.
from collections import Counter

import numpy as np


def standardize(train, test):
    mean = np.mean(train, axis=0)
    std = np.std(train, axis=0)
    std[std == 0] = 1
    return (train - mean) / std, (test - mean) / std


def knn(train, labels, test, k):
    predictions = []
    for x in test:
        distances = np.sqrt(np.sum((train - x) ** 2, axis=1))
        nearest = np.argsort(distances)[:k]
        votes = Counter(labels[nearest])
        predictions.append(votes.most_common(1)[0][0])
    return predictions
