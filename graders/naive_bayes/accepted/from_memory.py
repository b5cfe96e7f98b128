# bonus: misses errors
# As most people type it: loops over the classes, the density written out in logarithms.
import numpy as np


def normalize(log_joint):
    m = np.max(log_joint, axis=1, keepdims=True)
    return log_joint - (m + np.log(np.sum(np.exp(log_joint - m), axis=1, keepdims=True)))


def gaussian_naive_bayes(x, y, new, smoothing=1e-9):
    classes = np.unique(y)
    eps = smoothing * np.var(x, axis=0).max()
    log_joint = np.zeros((len(new), len(classes)))
    for c in classes:
        x_c = x[y == c]
        mean, var = x_c.mean(axis=0), x_c.var(axis=0) + eps
        prior = len(x_c) / len(x)
        log_pdf = -0.5 * np.log(2 * np.pi * var) - (new - mean) ** 2 / (2 * var)
        log_joint[:, c] = np.log(prior) + log_pdf.sum(axis=1)
    return normalize(log_joint)


def multinomial_naive_bayes(counts, y, new, alpha=1.0):
    classes = np.unique(y)
    log_joint = []
    for c in classes:
        word_counts = counts[y == c].sum(axis=0)
        theta = (word_counts + alpha) / (word_counts.sum() + alpha * counts.shape[1])
        log_joint.append(np.log(np.mean(y == c)) + new @ np.log(theta))
    return normalize(np.array(log_joint).T)
