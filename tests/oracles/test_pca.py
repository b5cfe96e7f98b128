"""`pca` against scikit-learn where it is installed, and against the eigenvectors of the covariance."""

import numpy as np
import pytest


def draw(rng):
    """Return examples and k."""
    n, d = rng.integers(3, 40), rng.integers(1, 8)
    x = rng.normal(size=(n, d)) @ rng.normal(size=(d, d)) + rng.normal(size=d) * 5
    return x, int(rng.integers(1, min(n - 1, d) + 1))


def same_up_to_sign(ours, theirs):
    """Compare rows up to their signs, in float64: the gaps of random variances cost some digits."""
    signs = np.sign((ours * theirs).sum(axis=1, keepdims=True))
    np.testing.assert_allclose(ours * signs, theirs, rtol=1e-6, atol=1e-6)


def test_the_solution_agrees_with_the_covariance(solution_of):
    module, rng = solution_of("pca"), np.random.default_rng(1)
    for _ in range(2000):
        x, k = draw(rng)
        components, variances, mean = module.pca(x, k)
        values, vectors = np.linalg.eigh(np.atleast_2d(np.cov(x, rowvar=False)))
        np.testing.assert_allclose(variances, values[::-1][:k], rtol=1e-7, atol=1e-9)
        same_up_to_sign(components, vectors.T[::-1][:k])
        np.testing.assert_allclose(mean, x.mean(axis=0), rtol=1e-12)


def test_the_solution_agrees_with_scikit_learn(solution_of):
    decomposition = pytest.importorskip("sklearn.decomposition")
    module, rng = solution_of("pca"), np.random.default_rng(2)
    for _ in range(2000):
        x, k = draw(rng)
        theirs = decomposition.PCA(k, svd_solver="full").fit(x)
        components, variances, mean = module.pca(x, k)
        np.testing.assert_allclose(variances, theirs.explained_variance_, rtol=1e-9)
        same_up_to_sign(components, theirs.components_)
        got = module.transform(x, theirs.components_, mean)
        np.testing.assert_allclose(got, theirs.transform(x), rtol=1e-9, atol=1e-9)
        back = module.reconstruct(got, theirs.components_, mean)
        np.testing.assert_allclose(back, theirs.inverse_transform(got), rtol=1e-9, atol=1e-9)
