# verdict: too slow
# A loop over the points, with NumPy for the density of each.
import numpy as np


def e_step(x, weights, means, covariances):
    inverses, log_dets = np.linalg.inv(covariances), np.linalg.slogdet(2 * np.pi * covariances)[1]
    scores = []
    for point in x:
        distances = [(point - m) @ inverse @ (point - m) for m, inverse in zip(means, inverses)]
        scores.append(np.log(weights) - 0.5 * (log_dets + distances))
    log_p = np.logaddexp.reduce(np.array(scores), axis=1)
    return np.exp(scores - log_p[:, None]), log_p.sum()


def m_step(x, responsibilities, regularization=1e-6):
    n = responsibilities.sum(0)
    means = responsibilities.T @ x / n[:, None]
    covariances = np.zeros((len(n), x.shape[1], x.shape[1])) + regularization * np.eye(x.shape[1])
    for point, row in zip(x, responsibilities):
        covariances += [r * np.outer(point - m, point - m) for r, m in zip(row / n, means)]
    return n / len(x), means, covariances


def gmm(x, weights, means, covariances, iterations, regularization=1e-6):
    parameters, log_likelihoods = (weights, means, covariances), []
    for step in range(iterations + 1):
        responsibilities, log_likelihood = e_step(x, *parameters)
        log_likelihoods.append(log_likelihood)
        if step < iterations:
            parameters = m_step(x, responsibilities, regularization)
    return *parameters, log_likelihoods
