# bonus: misses precision, errors
# As most people type it: covariance, eigh, argsort.
import numpy as np


def pca(x, k):
    mean = np.mean(x, axis=0)
    centered = x - mean
    cov = centered.T @ centered / (x.shape[0] - 1)
    eigenvalues, eigenvectors = np.linalg.eigh(cov)
    order = np.argsort(eigenvalues)[::-1][:k]
    return eigenvectors[:, order].T, eigenvalues[order], mean


def transform(x, components, mean):
    return np.dot(x - mean, components.T)


def reconstruct(coordinates, components, mean):
    return np.dot(coordinates, components) + mean
