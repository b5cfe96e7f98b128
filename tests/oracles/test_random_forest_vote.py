"""`random_forest_vote` against scikit-learn's forest and SciPy's mode, and against plain loops."""

from collections import Counter

import numpy as np
import pytest


def test_the_votes_agree_with_plain_loops(solution_of):
    module, rng = solution_of("random_forest_vote"), np.random.default_rng(1)
    for _ in range(2000):
        trees, n = (int(size) for size in rng.integers(1, 12, 2))
        predictions, labels = rng.integers(0, 4, (trees, n)), rng.integers(0, 4, n)
        samples = rng.integers(0, n, (trees, n))
        everyone = [Counter(column.tolist()) for column in predictions.T]
        unseen = [Counter(int(predictions[t, i]) for t in range(trees) if i not in samples[t]) for i in range(n)]
        votes = [min(votes, key=lambda c: (-votes[c], c)) for votes in everyone]
        assert module.random_forest_vote(predictions).tolist() == votes
        wrong = [min(v, key=lambda c: (-v[c], c)) != labels[i] for i, v in enumerate(unseen) if v]
        if wrong:
            ours = module.out_of_bag_error(predictions, labels, samples)
            assert ours == pytest.approx(sum(wrong) / len(wrong), abs=1e-12)


@pytest.mark.filterwarnings("ignore:Some inputs do not have OOB scores")
def test_the_votes_agree_with_scikit_learn(solution_of):
    ensemble = pytest.importorskip("sklearn.ensemble")
    from sklearn.utils.extmath import weighted_mode

    module, rng = solution_of("random_forest_vote"), np.random.default_rng(2)
    for seed in range(200):  # training takes most of the time; each forest judges ten sets
        x, y = rng.normal(size=(40, 3)), rng.integers(0, 3, 40)
        forest = ensemble.RandomForestClassifier(15, max_depth=3, oob_score=True, random_state=seed).fit(x, y)
        inside = np.stack([np.isin(np.arange(40), sample) for sample in forest.estimators_samples_])
        probabilities = np.stack([tree.predict_proba(x) for tree in forest.estimators_])
        for _ in range(10):
            new = rng.normal(size=(12, 3))
            ours = module.soft_vote(np.stack([tree.predict_proba(new) for tree in forest.estimators_]))
            np.testing.assert_array_equal(ours, forest.predict(new))
            predictions = np.stack([tree.predict(new).astype(int) for tree in forest.estimators_])
            mode = weighted_mode(predictions, np.ones_like(predictions))[0][0]
            np.testing.assert_array_equal(module.random_forest_vote(predictions), mode)
        unseen = np.where(inside[:, :, None], 0, probabilities).sum(axis=0)  # scikit-learn's is the soft one
        judged = unseen.any(axis=1)
        if judged.all():
            assert forest.oob_score_ == pytest.approx((unseen.argmax(axis=1) == y).mean())
