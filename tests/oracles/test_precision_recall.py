"""`precision_recall` against scikit-learn where it is installed, and against a pass for each threshold."""

import numpy as np
import pytest


def draw(rng, round_):
    """Return scores, tied in every second round, and labels with a positive."""
    n = int(rng.integers(1, 40))
    labels = rng.permutation(n) < rng.integers(1, n + 1)
    scores = rng.normal(size=n) + labels
    return (np.round(scores) if round_ % 2 else scores), labels.astype(int)


def test_the_solution_agrees_with_a_pass_for_each_threshold(solution_of):
    module, rng = solution_of("precision_recall"), np.random.default_rng(1)
    for round_ in range(2000):
        scores, labels = draw(rng, round_)
        precision, recall, thresholds = module.precision_recall(scores, labels)
        for k, threshold in enumerate(sorted(set(scores.tolist()))):
            called = labels[scores >= threshold]
            expected = called.mean(), called.sum() / labels.sum(), threshold
            np.testing.assert_allclose((precision[k], recall[k], thresholds[k]), expected, rtol=1e-12)
        mean = np.mean([labels[scores >= score].mean() for score in scores[labels == 1]])
        np.testing.assert_allclose(module.average_precision(scores, labels), mean, rtol=1e-12)


def test_the_solution_agrees_with_scikit_learn(solution_of):
    metrics = pytest.importorskip("sklearn.metrics")
    module, rng = solution_of("precision_recall"), np.random.default_rng(2)
    for round_ in range(2000):
        scores, labels = draw(rng, round_)
        theirs = metrics.precision_recall_curve(labels, scores)
        for got, expected in zip(module.precision_recall(scores, labels), theirs, strict=True):
            np.testing.assert_allclose(got, expected, rtol=1e-12)
        expected = metrics.average_precision_score(labels, scores)
        np.testing.assert_allclose(module.average_precision(scores, labels), expected, rtol=1e-12)
