# bonus: misses errors
# np.linalg.svd as it is called without thinking, which makes a square matrix of the examples.
import numpy as np


def pca(x, k):
    mean = np.mean(x, axis=0)
    U, S, Vt = np.linalg.svd(x - mean)
    return Vt[:k], (S**2 / (len(x) - 1))[:k], mean


def transform(x, components, mean):
    return (x - mean) @ components.T


def reconstruct(coordinates, components, mean):
    return coordinates @ components + mean
