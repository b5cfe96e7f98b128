# verdict: too slow
# A distance for each pair.
import numpy as np


def standardize(train, test):
    mean, std = train.mean(0), train.std(0)
    std[std == 0] = 1
    return (train - mean) / std, (test - mean) / std


def knn(train, labels, test, k):
    answer = []
    for point in test:
        distances = sorted((np.linalg.norm(point - row), label) for row, label in zip(train, labels.tolist()))
        votes = sorted(label for _, label in distances[:k])
        answer.append(max(votes, key=votes.count))
    return answer
