"""`adaboost` against scikit-learn's AdaBoostClassifier, whose learner chooses from the same pool."""

import numpy as np
import pytest


def test_the_solution_agrees_with_scikit_learn(solution_of):
    base, ensemble = pytest.importorskip("sklearn.base"), pytest.importorskip("sklearn.ensemble")

    class BestOfPool(base.ClassifierMixin, base.BaseEstimator):
        """The feature, a classifier's answers, with the smallest weighted error."""

        def fit(self, x, y, sample_weight):
            self.classes_ = np.unique(y)
            self.best_ = ((x != y[:, None]) * sample_weight[:, None]).sum(axis=0).round(12).argmin()
            return self

        def predict(self, x):
            return x[:, self.best_]

    module, rng = solution_of("adaboost"), np.random.default_rng(1)
    compared = 0
    while compared < 2000:
        m, n, rounds = (int(size) for size in rng.integers([3, 8, 1], [9, 40, 6]))
        y = rng.choice([-1, 1], n)
        pool = np.where(rng.random((m, n)) < 0.7, y, -y)
        chosen, alphas, weights = module.adaboost(pool, y, rounds)
        assert weights.sum() == pytest.approx(1)
        if len(set(y.tolist())) < 2 or alphas.min() < 1e-6 or alphas.max() > 10:
            continue  # scikit-learn stops at an error of 0 or of ½
        theirs = ensemble.AdaBoostClassifier(BestOfPool(), n_estimators=rounds).fit(pool.T, y)
        assert [member.best_ for member in theirs.estimators_] == chosen.tolist()
        np.testing.assert_allclose(theirs.estimator_weights_ / 2, alphas, rtol=1e-8)
        new = rng.choice([-1, 1], (m, 20))
        clear = np.abs(alphas @ new[chosen]) > 1e-9
        ours = module.predict(new, chosen, alphas)
        np.testing.assert_array_equal(ours[clear], theirs.predict(new.T)[clear])
        compared += 1


def test_the_weights_are_those_of_the_sum_of_votes(solution_of):
    module, rng = solution_of("adaboost"), np.random.default_rng(2)
    for _ in range(2000):
        y = rng.choice([-1, 1], 20)
        pool = np.where(rng.random((5, 20)) < 0.7, y, -y)
        chosen, alphas, weights = module.adaboost(pool, y, 4)
        losses = np.exp(-y * (alphas @ pool[chosen]))
        np.testing.assert_allclose(weights, losses / losses.sum(), rtol=1e-9)
        shares = [module.adaboost(pool, y, t)[2][pool[chosen[t - 1]] != y].sum() for t in (1, 2, 3, 4)]
        perfect = [(pool[chosen[t]] == y).all() for t in range(4)]
        np.testing.assert_allclose(shares, np.where(perfect, 0, 0.5), atol=1e-9)  # half of all the weight
