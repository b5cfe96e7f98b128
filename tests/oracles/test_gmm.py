"""`gmm` against scikit-learn where it is installed, against plain densities, and its promises."""

import numpy as np
import pytest


def draw(rng):
    """Return points of a mixture, and another mixture to begin with."""
    n, k, d = int(rng.integers(40, 90)), int(rng.integers(1, 5)), int(rng.integers(1, 4))
    means = rng.normal(size=(k, d)) * 3
    x = means[rng.integers(k, size=n)] + rng.normal(size=(n, d))
    factors = rng.normal(size=(k, d, d)) / 2 + np.eye(d)
    return x, rng.dirichlet(np.full(k, 5.0)), means, factors @ factors.transpose(0, 2, 1) + 0.2 * np.eye(d)


def test_the_e_step_agrees_with_plain_densities(solution_of):
    module, rng = solution_of("gmm"), np.random.default_rng(1)
    for _ in range(2000):
        x, weights, means, covariances = draw(rng)
        joint = np.empty((len(x), len(weights)))
        for k, (weight, mean, cov) in enumerate(zip(weights, means, covariances, strict=True)):
            squares = [(point - mean) @ np.linalg.inv(cov) @ (point - mean) for point in x]
            joint[:, k] = weight * np.exp(-np.array(squares) / 2) / np.sqrt(np.linalg.det(2 * np.pi * cov))
        clear = joint.sum(axis=1) > 1e-290
        responsibilities, _ = module.e_step(x, weights, means, covariances)
        expected = joint[clear] / joint[clear].sum(axis=1, keepdims=True)
        np.testing.assert_allclose(responsibilities[clear], expected, rtol=1e-6, atol=1e-12)
        _, log_likelihood = module.e_step(x[clear], weights, means, covariances)
        np.testing.assert_allclose(log_likelihood, np.log(joint[clear].sum(axis=1)).sum(), rtol=1e-8, atol=1e-8)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.filterwarnings("ignore")  # too few iterations to converge
def test_the_solution_agrees_with_scikit_learn(seed, solution_of):
    mixture = pytest.importorskip("sklearn.mixture")
    module, rng = solution_of("gmm"), np.random.default_rng(seed)
    for _ in range(500):
        x, weights, means, covariances = draw(rng)
        iterations, extra = int(rng.integers(1, 4)), float(rng.choice([1e-6, 0.1]))
        start = {"weights_init": weights, "means_init": means, "precisions_init": np.linalg.inv(covariances)}
        theirs = mixture.GaussianMixture(len(weights), tol=0, reg_covar=extra, max_iter=iterations, **start).fit(x)
        *ours, log_likelihoods = module.gmm(x, weights, means, covariances, iterations, extra)
        for one, other in zip(ours, (theirs.weights_, theirs.means_, theirs.covariances_), strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-6)
        np.testing.assert_allclose(log_likelihoods[-1], theirs.score(x) * len(x), rtol=1e-6)


def test_the_log_likelihood_never_falls_and_the_end_is_a_fixed_point(solution_of):
    module, rng = solution_of("gmm"), np.random.default_rng(3)
    for _ in range(200):
        x, *start = draw(rng)
        *end, log_likelihoods = module.gmm(x, *start, 300, 0.0 if len(start[0]) == 1 else 1e-9)
        if np.linalg.eigvalsh(end[2]).min() > 1e-3:  # no component has shrunk to a few points
            assert (np.diff(log_likelihoods) >= -1e-7 * np.abs(log_likelihoods).max()).all()
        if log_likelihoods[-1] - log_likelihoods[-2] < 1e-12:
            for one, other in zip(module.gmm(x, *end, 1, 1e-9), end, strict=False):
                np.testing.assert_allclose(one, other, rtol=1e-3, atol=1e-3)
