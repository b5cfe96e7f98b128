"""`lda` against scikit-learn where it is installed, and by its promise that no direction has a larger ratio."""

import numpy as np
import pytest


def draw(rng):
    """Return examples of several classes."""
    d, c = int(rng.integers(1, 7)), int(rng.integers(2, 7))
    y = rng.permutation(np.concatenate([np.repeat(np.arange(c), 4), rng.integers(0, c, 5 * d)]))
    return rng.normal(size=(c, d))[y] * 2 + rng.normal(size=(len(y), d)) @ rng.normal(size=(d, d)), y


def ratio(x, y, w):
    """Return the scatter of the class means along a direction over that within the classes."""
    along = x @ w
    means = np.array([along[y == c].mean() for c in range(y.max() + 1)])[y]
    return ((means - along.mean()) ** 2).sum() / ((along - means) ** 2).sum()


def test_no_direction_has_a_larger_ratio(solution_of):
    module, rng = solution_of("lda"), np.random.default_rng(1)
    for _ in range(2000):
        x, y = draw(rng)
        directions, ratios = module.lda(x, y, min(y.max(), x.shape[1]))
        np.testing.assert_allclose((directions**2).sum(axis=1), 1, rtol=1e-12)
        for w, expected in zip(directions, ratios, strict=True):
            np.testing.assert_allclose(ratio(x, y, w), expected, rtol=1e-6, atol=1e-9)
        nearby = directions[0] + rng.normal(size=(5, x.shape[1])) * [[0.01], [0.1], [1], [10], [100]]
        assert max(ratio(x, y, w) for w in nearby) <= ratios[0] * (1 + 1e-9)


def test_the_solution_agrees_with_scikit_learn(solution_of):
    analysis = pytest.importorskip("sklearn.discriminant_analysis")
    module, rng = solution_of("lda"), np.random.default_rng(2)
    for _ in range(2000):
        x, y = draw(rng)
        k = int(rng.integers(1, min(y.max(), x.shape[1]) + 1))
        directions, ratios = module.lda(x, y, k)
        theirs = analysis.LinearDiscriminantAnalysis(solver="eigen").fit(x, y)
        _, all_ratios = module.lda(x, y, min(y.max(), x.shape[1]))
        shares = theirs.explained_variance_ratio_[:k]
        np.testing.assert_allclose(ratios / all_ratios.sum(), shares, rtol=1e-6, atol=1e-9)
        expected = (theirs.scalings_[:, :k] / np.linalg.norm(theirs.scalings_[:, :k], axis=0)).T
        signs = np.sign((directions * expected).sum(axis=1, keepdims=True))
        apart = np.ediff1d(np.append(all_ratios, 0)[: k + 1]) < -1e-3 * all_ratios[0]
        clear = apart & np.append(True, apart[:-1])  # far from both neighbors
        np.testing.assert_allclose((directions * signs)[clear], expected[clear], rtol=1e-5, atol=1e-5)
