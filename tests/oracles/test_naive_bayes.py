"""`naive_bayes` against scikit-learn where it is installed, and against densities that are multiplied."""

import numpy as np
import pytest


def draw(rng):
    """Return examples, documents, their classes, new ones of both, and what is added."""
    n, m, d, k = rng.integers(10, 60), rng.integers(1, 8), rng.integers(1, 8), rng.integers(1, 6)
    y = rng.permutation(np.concatenate([np.repeat(np.arange(k), 2), rng.integers(0, k, n)]))
    x, new = (rng.normal(size=(size, d)) * rng.uniform(0.5, 5, d) for size in (len(y), m))
    counts, words = (rng.poisson(rng.uniform(0, 4, d), (size, d)) for size in (len(y), m))
    return x + y[:, None], counts, y, new, words, float(rng.choice([1e-9, 0.01, 0.3])), float(rng.uniform(0.01, 2))


def test_the_solution_agrees_with_scikit_learn(solution_of):
    theirs = pytest.importorskip("sklearn.naive_bayes")
    module, rng = solution_of("naive_bayes"), np.random.default_rng(1)
    for _ in range(2000):
        x, counts, y, new, words, smoothing, alpha = draw(rng)
        expected = theirs.GaussianNB(var_smoothing=smoothing).fit(x, y).predict_log_proba(new)
        np.testing.assert_allclose(module.gaussian_naive_bayes(x, y, new, smoothing), expected, rtol=1e-7, atol=1e-7)
        expected = theirs.MultinomialNB(alpha=alpha).fit(counts, y).predict_log_proba(words)
        got = module.multinomial_naive_bayes(counts, y, words, alpha)
        np.testing.assert_allclose(got, expected, rtol=1e-9, atol=1e-9)


def test_the_solution_agrees_with_products_of_probabilities(solution_of):
    module, rng = solution_of("naive_bayes"), np.random.default_rng(2)
    for _ in range(2000):
        x, counts, y, new, words, _, alpha = draw(rng)
        gaussian, multinomial = [], []
        for c in range(y.max() + 1):
            mean, var = x[y == c].mean(0), x[y == c].var(0) + 0.3 * x.var(0).max()
            density = np.exp(-((new - mean) ** 2) / (2 * var)) / np.sqrt(var)
            p = (counts[y == c].sum(0) + alpha) / (counts[y == c].sum() + alpha * counts.shape[1])
            gaussian.append((y == c).mean() * density.prod(1))
            multinomial.append((y == c).mean() * (p**words).prod(1))
        for got, joint in (
            (module.gaussian_naive_bayes(x, y, new, 0.3), np.array(gaussian).T),
            (module.multinomial_naive_bayes(counts, y, words, alpha), np.array(multinomial).T),
        ):
            np.testing.assert_allclose(np.exp(got), joint / joint.sum(1, keepdims=True), rtol=1e-7, atol=1e-12)
