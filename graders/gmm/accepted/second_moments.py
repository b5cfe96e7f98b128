# bonus: misses errors
# Covariances as second moments less the square of the mean, of centered points; precision matrices.
import numpy as np


def e_step(x, weights, means, covariances):
    precisions = np.linalg.inv(covariances)
    diff = x[:, None, :] - means[None, :, :]
    quadratic = np.einsum("nki,kij,nkj->nk", diff, precisions, diff)
    _, log_det = np.linalg.slogdet(covariances)
    log_joint = np.log(weights) - 0.5 * (x.shape[1] * np.log(2 * np.pi) + log_det + quadratic)
    peak = log_joint.max(axis=1)
    joint = np.exp(log_joint - peak[:, None])
    evidence = joint.sum(axis=1)
    return joint / evidence[:, None], np.sum(np.log(evidence) + peak)


def m_step(x, responsibilities, regularization=1e-6):
    centered = x - x.mean(axis=0)
    share = responsibilities / responsibilities.sum(axis=0)
    means = share.T @ centered
    covariances = []
    for mean, column in zip(means, share.T):
        second = centered.T @ (centered * column[:, None])
        covariances.append(second - np.outer(mean, mean) + np.diag(np.full(x.shape[1], regularization)))
    return responsibilities.mean(axis=0), means + x.mean(axis=0), np.array(covariances)


def gmm(x, weights, means, covariances, iterations, regularization=1e-6):
    parameters, log_likelihoods = (weights, means, covariances), []
    for step in range(iterations + 1):
        responsibilities, log_likelihood = e_step(x, *parameters)
        log_likelihoods.append(log_likelihood)
        if step < iterations:
            parameters = m_step(x, responsibilities, regularization)
    return *parameters, np.array(log_likelihoods)
