"""`kmeans` against scikit-learn where it is installed, and against a plain loop."""

import numpy as np
import pytest


def draw(rng):
    """Return points around K of them, which are the first centers, and a number of iterations."""
    n, k, d = rng.integers(10, 60), rng.integers(1, 6), rng.integers(1, 5)
    x = rng.normal(size=(k, d))[rng.integers(k, size=n)] * 3 + rng.normal(size=(n, d))
    return x, x[rng.permutation(n)[:k]], int(rng.integers(1, 9))


def test_the_solution_agrees_with_a_plain_loop(solution_of):
    module, rng = solution_of("kmeans"), np.random.default_rng(1)
    for _ in range(2000):
        x, init, iterations = draw(rng)
        init = np.vstack([init, init[:1] + 50])  # a cluster that stays empty
        centers = init.copy()
        for step in range(iterations + 1):
            labels = [min(range(len(centers)), key=lambda k: np.linalg.norm(point - centers[k])) for point in x]
            for k in set(labels) if step < iterations else ():
                centers[k] = np.mean([point for point, label in zip(x, labels, strict=True) if label == k], axis=0)
        inertia = sum(np.linalg.norm(point - centers[label]) ** 2 for point, label in zip(x, labels, strict=True))
        for ours, theirs in zip(module.kmeans(x, init, iterations), (centers, labels, inertia), strict=True):
            np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-9)


@pytest.mark.filterwarnings("ignore")  # too few iterations to converge
def test_the_solution_agrees_with_scikit_learn(solution_of):
    cluster = pytest.importorskip("sklearn.cluster")
    module, rng = solution_of("kmeans"), np.random.default_rng(2)
    for _ in range(2000):
        x, init, iterations = draw(rng)
        steps = [module.kmeans(x, init, step)[1] for step in range(iterations + 1)]
        if any(len(set(np.asarray(labels).tolist())) < len(init) for labels in steps):
            continue  # scikit-learn moves the center of an empty cluster; here it stays
        theirs = cluster.KMeans(len(init), init=init, n_init=1, max_iter=iterations, tol=0, algorithm="lloyd").fit(x)
        ours = module.kmeans(x, init, iterations)
        expected = theirs.cluster_centers_, theirs.labels_, theirs.inertia_
        for one, other in zip(ours, expected, strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-9)
