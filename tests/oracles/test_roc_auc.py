"""`roc_auc` against scikit-learn where it is installed, and against a count of all pairs."""

import numpy as np
import pytest


def draw(rng, round_):
    """Return scores, tied in every second round, and labels of both classes."""
    n = int(rng.integers(2, 40))
    labels = rng.permutation(n) < rng.integers(1, n)
    scores = rng.normal(size=n) + labels
    return (np.round(scores) if round_ % 2 else scores), labels.astype(int)


def test_the_solution_counts_all_pairs(solution_of):
    module, rng = solution_of("roc_auc"), np.random.default_rng(1)
    for round_ in range(2000):
        scores, labels = draw(rng, round_)
        difference = scores[labels == 1][:, None] - scores[labels == 0]
        expected = ((difference > 0) + (difference == 0) / 2).mean()
        np.testing.assert_allclose(module.roc_auc(scores, labels), expected, rtol=1e-12)


def test_the_solution_agrees_with_scikit_learn(solution_of):
    metrics = pytest.importorskip("sklearn.metrics")
    module, rng = solution_of("roc_auc"), np.random.default_rng(2)
    for round_ in range(2000):
        scores, labels = draw(rng, round_)
        expected = metrics.roc_auc_score(labels, scores)
        np.testing.assert_allclose(module.roc_auc(scores, labels), expected, rtol=1e-12)
