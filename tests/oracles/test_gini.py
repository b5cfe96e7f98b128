"""`gini` against a count of pairs, and `best_split` against scikit-learn's tree of depth 1."""

import numpy as np
import pytest


def draw(rng):
    """Return values, some of them equal, and labels."""
    n = int(rng.integers(2, 40))
    x = np.round(rng.normal(size=n) * 3, 1)
    return x, np.round(x / 3 + rng.normal(size=n)).astype(int)


def left_over(module, x, labels, threshold):
    """Return the impurity that a threshold leaves, from the definition."""
    sides = labels[x <= threshold], labels[x > threshold]
    return sum(len(side) / len(x) * module.gini(side) for side in sides)


def test_gini_is_the_share_of_pairs_that_differ(solution_of):
    module, rng = solution_of("gini"), np.random.default_rng(1)
    for _ in range(2000):
        labels = draw(rng)[1]
        np.testing.assert_allclose(module.gini(labels), np.mean(labels[:, None] != labels), atol=1e-12)


def test_no_threshold_is_better_and_no_smaller_one_as_good(solution_of):
    module, rng = solution_of("gini"), np.random.default_rng(2)
    for _ in range(2000):
        x, labels = draw(rng)
        values = np.unique(x)
        if len(values) > 1:
            threshold, impurity = module.best_split(x, labels)
            thresholds = (values[1:] + values[:-1]) / 2
            all_of_them = np.array([left_over(module, x, labels, value) for value in thresholds])
            assert impurity == pytest.approx(all_of_them.min(), abs=1e-12)
            assert threshold == thresholds[np.flatnonzero(all_of_them < all_of_them.min() + 1e-12)[0]]


def test_best_split_agrees_with_scikit_learn(solution_of):
    tree = pytest.importorskip("sklearn.tree")
    module, rng = solution_of("gini"), np.random.default_rng(3)
    for _ in range(2000):
        x, labels = draw(rng)
        if len(np.unique(x)) < 2 or len(np.unique(labels)) < 2:
            continue  # scikit-learn does not split then
        fitted = tree.DecisionTreeClassifier(max_depth=1).fit(x[:, None], labels).tree_
        assert fitted.impurity[0] == pytest.approx(module.gini(labels), abs=1e-9)
        impurity = module.best_split(x, labels)[1]
        if fitted.node_count == 3:
            shares = fitted.n_node_samples[1:] / len(x)
            assert shares @ fitted.impurity[1:] == pytest.approx(impurity, abs=1e-9)
            assert left_over(module, x, labels, fitted.threshold[0]) == pytest.approx(impurity, abs=1e-9)
