# bonus: none
# A class with fit, as in a course; covariances scaled back to scatters; symmetric root of W.
import numpy as np


class LDA:
    def __init__(self, n_components):
        self.n_components = n_components

    def fit(self, X, y):
        if X.ndim != 2 or X.shape[0] == 0:
            raise ValueError("x must have two axes and examples")
        if y.ndim != 1 or len(y) != len(X):
            raise ValueError("y needs a class for each example of x")
        classes, sizes = np.unique(y, return_counts=True)
        if not 0 < self.n_components < len(classes) or self.n_components > X.shape[1]:
            raise ValueError("k is out of range")
        X = np.array(X, dtype=float)
        within = sum(np.atleast_2d(np.cov(X[y == c].T, ddof=0)) * n for c, n in zip(classes, sizes))
        means = np.array([X[y == c].mean(0) for c in classes])
        between = np.atleast_2d(np.cov(means.T, fweights=sizes, ddof=0)) * len(X)
        values, vectors = np.linalg.eigh(within)
        root = vectors @ np.diag(values**-0.5) @ vectors.T
        ratios, rotated = np.linalg.eigh(root @ between @ root)
        order = ratios.argsort()[: -self.n_components - 1 : -1]
        directions = (root @ rotated[:, order]).T
        self.scalings_ = np.array([w / np.sqrt(w @ w) for w in directions])
        self.ratios_ = ratios[order]
        return self


def lda(x, y, k):
    model = LDA(k).fit(x, y)
    return model.scalings_, model.ratios_
