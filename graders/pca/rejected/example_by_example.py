# verdict: too slow
# Sums the outer products of the examples in a loop.
import numpy as np


def pca(x, k):
    mean = sum(row for row in x) / len(x)
    cov = np.zeros((x.shape[1], x.shape[1]))
    for row in x:
        for i, value in enumerate(row - mean):
            cov[i] += value * (row - mean) / (len(x) - 1)
    values, vectors = np.linalg.eigh(cov)
    return vectors.T[::-1][:k], values[::-1][:k], mean


def transform(x, components, mean):
    return (x - mean) @ components.T


def reconstruct(coordinates, components, mean):
    return coordinates @ components + mean
