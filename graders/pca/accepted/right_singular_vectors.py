# bonus: none
# Singular vectors of the transposed examples; the variances measured along them.
import numpy as np


def pca(x, k):
    if x.ndim != 2 or x.shape[0] < 2:
        raise ValueError("x must have two axes and two rows")
    if k < 1 or k > min(x.shape[0] - 1, x.shape[1]):
        raise ValueError("k is out of range")
    mean = x.sum(axis=0) / x.shape[0]
    components = np.linalg.svd((x - mean).T, full_matrices=False)[0].T[:k]
    return components, np.var(transform(x, components, mean), axis=0, ddof=1), mean


def transform(x, components, mean):
    return np.einsum("nd,kd->nk", x - mean[np.newaxis], components)


def reconstruct(coordinates, components, mean):
    return np.einsum("nk,kd->nd", coordinates, components) + mean[np.newaxis]
