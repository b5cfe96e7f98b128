# bonus: misses errors
# As most people type it: scatter matrices class by class, np.linalg.eig of inv(W) @ B.
import numpy as np


def lda(x, y, k):
    n_features = x.shape[1]
    mean = np.mean(x, axis=0)
    S_W = np.zeros((n_features, n_features))
    S_B = np.zeros((n_features, n_features))
    for c in np.unique(y):
        x_c = x[y == c]
        mean_c = np.mean(x_c, axis=0)
        S_W += (x_c - mean_c).T @ (x_c - mean_c)
        diff = (mean_c - mean).reshape(n_features, 1)
        S_B += len(x_c) * diff @ diff.T
    eigenvalues, eigenvectors = np.linalg.eig(np.linalg.inv(S_W) @ S_B)
    eigenvalues, eigenvectors = eigenvalues.real, eigenvectors.real.T
    order = np.argsort(np.abs(eigenvalues))[::-1]
    return eigenvectors[order][:k], eigenvalues[order][:k]
