"""`knn` against scikit-learn where it is installed, and against a plain loop."""

import numpy as np
import pytest


def draw(rng):
    """Return the arguments of `knn`."""
    n, d = rng.integers(5, 40), rng.integers(1, 5)
    labels = rng.integers(-2, 3, n)
    return rng.normal(size=(n, d)) + labels[:, None], labels, rng.normal(size=(7, d)), int(rng.integers(1, 6))


def test_the_solution_agrees_with_a_plain_loop(solution_of):
    module, rng = solution_of("knn"), np.random.default_rng(1)
    for _ in range(2000):
        train, labels, test, k = draw(rng)
        expected = []
        for point in test:
            distances = [float(np.linalg.norm(row - point)) for row in train]
            votes = [int(labels[i]) for i in sorted(range(len(train)), key=distances.__getitem__)[:k]]
            expected.append(max(sorted(votes), key=votes.count))
        np.testing.assert_array_equal(module.knn(train, labels, test, k), expected)


def test_the_solution_agrees_with_scikit_learn(solution_of):
    neighbors, preprocessing = pytest.importorskip("sklearn.neighbors"), pytest.importorskip("sklearn.preprocessing")
    module, rng = solution_of("knn"), np.random.default_rng(2)
    for _ in range(2000):
        train, labels, test, k = draw(rng)
        train[:, 0] = np.where(rng.uniform() < 0.3, 0.1, train[:, 0])  # constant in some rounds
        scaler = preprocessing.StandardScaler().fit(train)
        ours = module.standardize(train, test)
        for one, other in zip(ours, (train, test), strict=True):
            np.testing.assert_allclose(one, scaler.transform(other), rtol=1e-9, atol=1e-9)
        model = neighbors.KNeighborsClassifier(k, algorithm="brute").fit(ours[0], labels)
        np.testing.assert_array_equal(module.knn(ours[0], labels, ours[1], k), model.predict(ours[1]))
