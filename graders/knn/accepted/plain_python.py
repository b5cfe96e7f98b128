# bonus: misses ties, errors
# The statistics in plain Python, heapq and a dict for the votes; a list of labels.
import heapq
import math


def standardize(train, test):
    n, d = train.shape
    means, stds = [], []
    for j in range(d):
        column = train[:, j]
        m = sum(column.tolist()) / n
        s = math.sqrt(sum((v - m) ** 2 for v in column.tolist()) / n)
        means.append(m)
        stds.append(s if s > 0 else 1.0)
    return (train - means) / stds, (test - means) / stds


def knn(train, labels, test, k):
    predictions = []
    for t in test:
        d = ((train.astype("float64") - t) ** 2).sum(axis=1)
        nearest = heapq.nsmallest(k, range(len(d)), key=d.__getitem__)
        votes = {}
        for i in nearest:
            votes[labels[i]] = votes.get(labels[i], 0) + 1
        predictions.append(max(votes, key=votes.get))
    return predictions
