# bonus: misses precision, errors
# np.linalg.eig with its real parts sorted downwards; einsum for the rest.
import numpy as np


def pca(x, k):
    n = x.shape[0]
    mu = x.sum(0) / n
    xc = x - mu
    w, v = np.linalg.eig(xc.T @ xc / (n - 1))
    w, v = w.real, v.real
    idx = w.argsort()[::-1]
    w, v = w[idx], v[:, idx]
    return v[:, :k].T, w[:k], mu


def transform(x, components, mean):
    return np.einsum("nd,kd->nk", x - mean, components)


def reconstruct(coordinates, components, mean):
    return mean + np.einsum("nk,kd->nd", coordinates, components)
