# verdict: too slow
# A loop over the new examples and the classes, with NumPy for the features of each.
import numpy as np


def posterior(scores):
    m = max(scores)
    total = m + np.log(sum(np.exp(score - m) for score in scores))
    return [score - total for score in scores]


def gaussian_naive_bayes(x, y, new, smoothing=1e-9):
    groups = [x[y == k] for k in range(y.max() + 1)]
    extra = smoothing * x.var(axis=0).max()
    stats = [(np.log(len(g) / len(x)), g.mean(axis=0), g.var(axis=0) + extra) for g in groups]
    result = []
    for row in new:
        scores = [p - 0.5 * np.sum(np.log(var) + (row - mean) ** 2 / var) for p, mean, var in stats]
        result.append(posterior(scores))
    return np.array(result)


def multinomial_naive_bayes(counts, y, new, alpha=1.0):
    groups = [counts[y == k].sum(axis=0) + alpha for k in range(y.max() + 1)]
    logs = [np.log(g / g.sum()) for g in groups]
    priors = np.log(np.bincount(y) / len(y))
    return np.array([posterior([p + row @ log for p, log in zip(priors, logs)]) for row in new])
