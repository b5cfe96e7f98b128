# bonus: misses precision, errors
# As most people type it: loops over the components, inv and det, np.logaddexp.
import numpy as np


def log_gaussian(x, mean, cov):
    mahalanobis = np.sum((x - mean) @ np.linalg.inv(cov) * (x - mean), axis=1)
    return -0.5 * (len(mean) * np.log(2 * np.pi) + np.log(np.linalg.det(cov)) + mahalanobis)


def e_step(x, weights, means, covariances):
    log_prob = np.zeros((len(x), len(weights)))
    for j in range(len(weights)):
        log_prob[:, j] = np.log(weights[j]) + log_gaussian(x, means[j], covariances[j])
    log_sum = np.logaddexp.reduce(log_prob, axis=1, keepdims=True)
    return np.exp(log_prob - log_sum), log_sum.sum()


def m_step(x, responsibilities, regularization=1e-6):
    (n, d), k = x.shape, responsibilities.shape[1]
    nk = responsibilities.sum(axis=0)
    means = responsibilities.T @ x / nk[:, None]
    covariances = np.zeros((k, d, d))
    for j in range(k):
        diff = x - means[j]
        covariances[j] = (responsibilities[:, j] * diff.T) @ diff / nk[j] + regularization * np.eye(d)
    return nk / n, means, covariances


def gmm(x, weights, means, covariances, iterations, regularization=1e-6):
    history = []
    for _ in range(iterations):
        resp, ll = e_step(x, weights, means, covariances)
        history.append(ll)
        weights, means, covariances = m_step(x, resp, regularization)
    history.append(e_step(x, weights, means, covariances)[1])
    return weights, means, covariances, history
