# bonus: misses errors
# In float32, everything by einsum, Cholesky factors for the densities.
import numpy as np


def e_step(x, weights, means, covariances):
    x, weights, means, covariances = (np.asarray(a, dtype=np.float32) for a in (x, weights, means, covariances))
    scores = []
    for weight, mean, cov in zip(weights, means, covariances):
        factor = np.linalg.cholesky(cov)
        z = np.linalg.solve(factor, (x - mean).T)
        log_det = 2 * np.log(np.diagonal(factor)).sum()
        scores.append(np.log(weight) - 0.5 * (len(mean) * np.log(2 * np.pi) + log_det + (z**2).sum(0)))
    scores = np.stack(scores, axis=1).astype(np.float32)
    log_p = np.logaddexp.reduce(scores, axis=1)
    return np.exp(scores - log_p[:, None]), float(log_p.sum())


def m_step(x, responsibilities, regularization=1e-6):
    x, r = x.astype(np.float32), responsibilities.astype(np.float32)
    n = r.sum(0)
    means = np.einsum("nk,nd->kd", r, x) / n[:, None]
    diff = x[:, None] - means
    cov = np.einsum("nk,nkd,nke->kde", r, diff, diff) / n[:, None, None]
    return n / len(x), means, cov + np.float32(regularization) * np.eye(x.shape[1], dtype=np.float32)


def gmm(x, weights, means, covariances, iterations, regularization=1e-6):
    r, log_likelihood = e_step(x, weights, means, covariances)
    history = [log_likelihood]
    for _ in range(iterations):
        weights, means, covariances = m_step(x, r, regularization)
        r, log_likelihood = e_step(x, weights, means, covariances)
        history.append(log_likelihood)
    return weights, means, covariances, history
