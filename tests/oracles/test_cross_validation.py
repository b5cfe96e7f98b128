"""`cross_validation` against scikit-learn: the promises of its folds, and the scores of its pipeline."""

import numpy as np
import pytest

from shousi.grading import assert_draws


def draw(rng):
    """Return examples, labels and folds that are not stratified."""
    n, d, k = (int(size) for size in rng.integers([12, 1, 2], [40, 5, 6]))
    labels = rng.integers(-1, 3, n)
    return rng.normal(size=(n, d)) * rng.choice([0.1, 1, 30], d), labels, rng.permutation(np.arange(n) % k)


def test_the_folds_keep_the_promises_of_scikit_learn(solution_of):
    selection = pytest.importorskip("sklearn.model_selection")
    module, rng = solution_of("cross_validation"), np.random.default_rng(1)
    for seed in range(2000):
        labels, k = rng.integers(0, 4, int(rng.integers(30, 60))), int(rng.integers(2, 5))
        if np.bincount(labels).min() < k:
            continue  # scikit-learn refuses or warns
        theirs = np.empty(len(labels), int)
        for fold, (_, test) in enumerate(
            selection.StratifiedKFold(k, shuffle=True, random_state=seed).split(labels, labels)
        ):
            theirs[test] = fold
        for folds in (theirs, module.stratified_folds(labels, k, rng)):
            assert np.ptp(np.bincount(folds, minlength=k)) <= 1
            assert all(np.ptp(np.bincount(folds[labels == label], minlength=k)) <= 1 for label in set(labels.tolist()))


def test_the_scores_agree_with_scikit_learn(solution_of):
    """On 700 data sets of two to five folds, a model each: more than 2,000 scores."""
    selection = pytest.importorskip("sklearn.model_selection")
    from sklearn.neighbors import NearestCentroid
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    module, rng = solution_of("cross_validation"), np.random.default_rng(2)
    for _ in range(700):
        x, labels, folds = draw(rng)
        if all(len(set(labels[folds != fold].tolist())) > 1 for fold in set(folds.tolist())):
            model, split = make_pipeline(StandardScaler(), NearestCentroid()), selection.PredefinedSplit(folds)
            theirs = selection.cross_val_score(model, x, labels, cv=split)
            np.testing.assert_allclose(module.cross_validation(x, labels, folds), theirs, atol=1e-12)


def test_the_counts_of_draws_fail_no_right_answer_in_10_000_runs(solution_of):
    """The grader counts 400 draws twice, each with a stated probability of 1e-9; here 400 of 400,000, 10,000 times."""
    module, labels = solution_of("cross_validation"), np.array([3, 3, 3, 3, 7, 7])
    drawn = np.random.default_rng(4)
    folds = np.array([module.stratified_folds(labels, 2, drawn)[:2] for _ in range(400_000)])
    for _ in range(10_000):
        some = folds[drawn.integers(0, len(folds), 400)]
        assert_draws(some[:, 0], [0.5, 0.5])
        assert_draws((some[:, 0] == some[:, 1]).astype(int), [2 / 3, 1 / 3])
