"""Mixture of Gaussians.

The statement is in README.md; `nox -s grade -- gmm` grades this file.
"""

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
    raise NotImplementedError


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
    raise NotImplementedError
