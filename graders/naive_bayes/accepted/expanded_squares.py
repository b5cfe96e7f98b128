# bonus: misses errors
# Quadratic forms as matrix products; feature by feature in a loop for the variances.
import numpy as np


def posterior(scores):
    scores = scores - scores.max(1)[:, None]
    return scores - np.log(np.exp(scores) @ np.ones(scores.shape[1]))[:, None]


def gaussian_naive_bayes(x, y, new, smoothing=1e-9):
    x, new = x.astype(float), new.astype(float)
    n = np.bincount(y)
    shift = x.mean(0)
    x, new = x - shift, new - shift
    mean = np.array([np.bincount(y, weights=column) / n for column in x.T]).T
    var = np.array([np.bincount(y, weights=column) / n for column in ((x - mean[y]) ** 2).T]).T
    precision = 1 / (var + smoothing * x.var(0).max())
    squares = new**2 @ precision.T - 2 * new @ (mean * precision).T + (mean**2 * precision).sum(1)
    return posterior(np.log(n / n.sum()) + 0.5 * np.log(precision).sum(1) - 0.5 * squares)


def multinomial_naive_bayes(counts, y, new, alpha=1.0):
    n = np.bincount(y)
    words = np.zeros((len(n), counts.shape[1]))
    np.add.at(words, y, counts)
    words += alpha
    log_p = np.log(words) - np.log(words.sum(1))[:, None]
    return posterior(np.log(n / n.sum()) + np.einsum("md,kd->mk", new.astype(float), log_p))
