"""`bias_variance` against the statistics module, and against the error over all pairs, which its parts add up to."""

import statistics

import numpy as np


def test_the_solution_agrees_with_the_statistics_module(solution_of):
    module, rng = solution_of("bias_variance"), np.random.default_rng(1)
    for _ in range(2000):
        models, repeats, points = rng.integers(1, 7, 3)
        predictions, labels = rng.normal(size=(models, points)), rng.normal(size=(repeats, points)) * 2 + 1
        columns = list(zip(predictions.T.tolist(), labels.T.tolist(), strict=True))
        expected = (
            statistics.fmean((statistics.fmean(p) - statistics.fmean(y)) ** 2 for p, y in columns),
            statistics.fmean(statistics.pvariance(p) for p, _ in columns),
            statistics.fmean(statistics.pvariance(y) for _, y in columns),
        )
        got = module.bias_variance(predictions, labels)
        np.testing.assert_allclose(got, expected, rtol=1e-9, atol=1e-12)
        pairs = [(one - other) ** 2 for p, y in columns for one in p for other in y]
        np.testing.assert_allclose(sum(got), statistics.fmean(pairs), rtol=1e-9)
