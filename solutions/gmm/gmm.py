"""Mixtures of Gaussians by the EM algorithm: the reference solution."""

import numpy as np


def e_step(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covariances: np.ndarray) -> tuple[np.ndarray, float]:
    """Return how much each component is responsible for each point, and the log-likelihood of all points.

    Args:
        x: (N, D), the points; N is at least 1.
        weights: (K,), the probabilities of the components; positive, they sum to 1.
        means: (K, D).
        covariances: (K, D, D), symmetric and positive definite.

    Returns:
        responsibilities: (N, K), P(component | point); rows sum to 1.
        log_likelihood: the sum over the points of log p(point).

    Raises:
        ValueError: shapes do not fit together. The message names an argument.

    Example:
        >>> x, means = np.array([[-1.0], [0], [1]]), np.array([[-1.0], [1]])
        >>> e_step(x, np.array([0.5, 0.5]), means, np.ones((2, 1, 1)))[0].round(4).tolist()
        [[0.8808, 0.1192], [0.5, 0.5], [0.1192, 0.8808]]
    """
    _check(x, weights, means, covariances)
    differences = x[:, None] - means  # (N, K, D)
    solved = np.linalg.solve(covariances, differences.transpose(1, 2, 0)).transpose(2, 0, 1)
    distances = (differences * solved).sum(axis=2)
    log_determinants = np.linalg.slogdet(2 * np.pi * covariances)[1]
    joint = np.log(weights) - (log_determinants + distances) / 2
    largest = joint.max(axis=1, keepdims=True)
    totals = largest + np.log(np.exp(joint - largest).sum(axis=1, keepdims=True))
    return np.exp(joint - totals), float(totals.sum())


def gmm(
    x: np.ndarray,
    weights: np.ndarray,
    means: np.ndarray,
    covariances: np.ndarray,
    iterations: int,
    regularization: float = 1e-6,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Fit a mixture of Gaussians by the EM algorithm, from a given start. The arguments are not changed.

    Args:
        x: (N, D), the points.
        weights: (K,), the probabilities of the components to begin with.
        means, covariances: (K, D) and (K, D, D), theirs to begin with.
        iterations: how many times both steps are done, 0 or more: the E step, then the M step.
        regularization: added to the diagonal of each covariance in each iteration.

    Returns:
        weights, means, covariances: after the last iteration.
        log_likelihoods: (iterations + 1,), of the start and after each iteration.

    Raises:
        ValueError: shapes do not fit together, iterations or regularization is negative. The message names an argument.

    Example:
        >>> x, means = np.array([[-1.0], [0], [1]]), np.array([[-1.0], [1]])
        >>> gmm(x, np.array([0.5, 0.5]), means, np.ones((2, 1, 1)), iterations=2)[3].round(4)
        array([-4.3893, -3.5492, -3.4868])
    """
    if iterations < 0:
        raise ValueError(f"iterations: expected 0 or more, got {iterations}")
    if not regularization >= 0:
        raise ValueError(f"regularization: expected 0 or more, got {regularization}")
    responsibilities, log_likelihood = e_step(x, weights, means, covariances)
    log_likelihoods = [log_likelihood]
    for _ in range(iterations):
        weights, means, covariances = _m_step(x, responsibilities, regularization)
        responsibilities, log_likelihood = e_step(x, weights, means, covariances)
        log_likelihoods.append(log_likelihood)
    return weights, means, covariances, np.array(log_likelihoods)


def _m_step(x, responsibilities, regularization):
    totals = responsibilities.sum(axis=0)
    means = responsibilities.T @ x / totals[:, None]
    differences = x - means[:, None]  # (K, N, D)
    weighted = responsibilities.T[:, :, None] * differences
    covariances = weighted.transpose(0, 2, 1) @ differences / totals[:, None, None]
    return totals / len(x), means, covariances + regularization * np.eye(x.shape[1])


def _check(x, weights, means, covariances) -> None:
    if x.ndim != 2 or means.ndim != 2 or means.shape[1] != x.shape[1]:
        raise ValueError(f"means: expected (K, D) for x {x.shape}, got {means.shape}")
    if weights.shape != means.shape[:1]:
        raise ValueError(f"weights: expected {means.shape[:1]}, got {weights.shape}")
    if covariances.shape != means.shape + means.shape[1:]:
        raise ValueError(f"covariances: expected {means.shape + means.shape[1:]}, got {covariances.shape}")
