# bonus: misses errors
# Components as objects: eigenvalues for the densities, np.cov for the covariances.
import numpy as np


class Component:
    def __init__(self, weight, mean, cov):
        self.weight, self.mean, self.cov = weight, mean, cov

    def log_joint(self, x):
        values, vectors = np.linalg.eigh(self.cov)
        z = (x - self.mean) @ vectors / np.sqrt(values)
        return np.log(self.weight) - 0.5 * (np.log(2 * np.pi * values).sum() + (z * z).sum(axis=1))


def e_step(x, weights, means, covariances):
    scores = np.array([Component(*given).log_joint(x) for given in zip(weights, means, covariances)])
    log_p = np.logaddexp.reduce(scores)
    return np.exp(scores - log_p).T, log_p.sum()


def m_step(x, responsibilities, regularization=1e-6):
    means = [np.average(x, axis=0, weights=r) for r in responsibilities.T]
    covs = [np.atleast_2d(np.cov(x, rowvar=False, aweights=r, ddof=0)) for r in responsibilities.T]
    return responsibilities.mean(axis=0), means, [cov + regularization * np.identity(x.shape[1]) for cov in covs]


def gmm(x, weights, means, covariances, iterations, regularization=1e-6):
    r, log_likelihood = e_step(x, weights, means, covariances)
    if iterations == 0:
        return weights, means, covariances, [log_likelihood]
    *parameters, rest = gmm(x, *m_step(x, r, regularization), iterations - 1, regularization)
    return *parameters, [log_likelihood, *rest]
