# bonus: misses errors
# A class with fit and predict_log_proba, as in a course; dictionaries by class. The words by broadcasting.
from collections import Counter

import numpy as np


def posterior(jll):
    biggest = jll.max(1)
    return jll - (biggest + np.log(np.exp(jll - biggest[:, None]).sum(1)))[:, None]


class GaussianNB:
    def __init__(self, var_smoothing):
        self.var_smoothing = var_smoothing

    def fit(self, X, y):
        counter = Counter(y.tolist())
        extra = self.var_smoothing * np.max(np.var(X, axis=0))
        self.log_prior = {c: np.log(counter[c]) - np.log(len(y)) for c in sorted(counter)}
        self.stats = {c: (X[y == c].mean(0), X[y == c].std(0) ** 2 + extra) for c in counter}
        return self

    def log_likelihood(self, X, c):
        mu, var = self.stats[c]
        return np.sum(-np.log(np.sqrt(2 * np.pi * var)) - 0.5 * np.square(X - mu) / var, axis=1)

    def predict_log_proba(self, X):
        return posterior(np.column_stack([p + self.log_likelihood(X, c) for c, p in self.log_prior.items()]))


def gaussian_naive_bayes(x, y, new, smoothing=1e-9):
    return GaussianNB(smoothing).fit(x, y).predict_log_proba(new)


def multinomial_naive_bayes(counts, y, new, alpha=1.0):
    total = np.array([counts[y == c].sum(0) for c in np.unique(y)]) + alpha
    theta = total / total.sum(1, keepdims=True)
    return posterior(np.log(np.bincount(y) / len(y)) + (new[:, None] * np.log(theta)).sum(2))
