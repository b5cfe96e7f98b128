"""`kmeans_distributed` against `kmeans` of all points on one machine, and its promises."""

import numpy as np


def draw(rng):
    """Return shards of unequal lengths, of which some lack points of some cluster, and centers; one is far away."""
    n, k, d = rng.integers(10, 60), rng.integers(2, 6), rng.integers(1, 5)
    labels = np.sort(rng.integers(k, size=n))
    x = rng.normal(size=(k, d))[labels] * 3 + rng.normal(size=(n, d))
    cuts = np.sort(rng.choice(np.arange(1, n), rng.integers(0, 6), replace=False))
    return np.split(x, cuts), np.vstack([x[rng.permutation(n)[:k]], x[:1] + 50])


def test_the_solution_agrees_with_one_machine(solution_of):
    module, one, rng = solution_of("kmeans_distributed"), solution_of("kmeans"), np.random.default_rng(1)
    for _ in range(2000):
        shards, init = draw(rng)
        iterations = int(rng.integers(0, 9))
        centers, _, inertia = one.kmeans(np.vstack(shards), init, iterations)
        got = module.kmeans_distributed(shards, init, iterations)
        np.testing.assert_allclose(got[0], centers, rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(got[1], inertia, rtol=1e-9, atol=1e-9)


def test_the_inertia_never_rises_and_the_end_is_a_fixed_point(solution_of):
    module, rng = solution_of("kmeans_distributed"), np.random.default_rng(2)
    for _ in range(500):
        shards, init = draw(rng)
        inertias = [module.kmeans_distributed(shards, init, iterations)[1] for iterations in range(8)]
        assert (np.diff(inertias) <= 1e-9 * inertias[0]).all()
        end, _ = module.kmeans_distributed(shards, init, 60)
        np.testing.assert_allclose(module.kmeans_distributed(shards, end, 1)[0], end, rtol=1e-9, atol=1e-9)
