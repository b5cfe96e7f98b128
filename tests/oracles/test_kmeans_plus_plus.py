"""`kmeans_plus_plus` against a plain loop, against the probabilities of all orders, and its checks of draws."""

import itertools

import numpy as np

from shousi.grading import assert_draws


def weights(x, centers):
    return np.array([min(sum((a - b) ** 2) for b in centers) for a in x])


def test_the_choice_agrees_with_a_plain_loop(solution_of):
    module, rng = solution_of("kmeans_plus_plus"), np.random.default_rng(1)
    for _ in range(2000):
        x = rng.normal(size=(int(rng.integers(2, 12)), int(rng.integers(1, 4))))
        centers, u = x[: rng.integers(1, len(x))], rng.uniform()
        w = weights(x, centers)
        first = next(i for i in range(len(x)) if sum(w[: i + 1]) > u * sum(w))
        assert module.next_center(x, centers, u) == first


def test_all_orders_of_centers_come_as_often_as_they_should(solution_of):
    """10,000 draws of three of four points; right draws fail with a probability of 1e-9."""
    module, rng = solution_of("kmeans_plus_plus"), np.random.default_rng(2)
    x, orders, probabilities = np.array([[0.0], [1], [3], [7]]), list(itertools.permutations(range(4), 3)), []
    for a, b, c in orders:
        one, two = weights(x, x[[a]]), weights(x, x[[a, b]])
        probabilities.append(one[b] / one.sum() * two[c] / two.sum() / 4)
    drawn = [tuple(np.searchsorted(x[:, 0], module.kmeans_plus_plus(x, 3, rng)[:, 0]).tolist()) for _ in range(10_000)]
    assert_draws([orders.index(order) for order in drawn], probabilities)


def test_the_ranks_of_drawn_centers_are_uniform(solution_of):
    """10,000 runs: the statistic of the grader's check never fails; for right draws the probability is 1e-9."""
    module, rng, bins = solution_of("kmeans_plus_plus"), np.random.default_rng(3), []
    for run in range(1, 10_001):
        x = rng.normal(size=(30, 2)) * np.exp(rng.normal(size=(30, 1)))
        nearest = np.ones(30)
        for center in module.kmeans_plus_plus(x, 8, rng):
            index = int(np.flatnonzero((x == center).all(axis=1))[0])
            below = nearest[nearest < nearest[index]].sum() if nearest[index] != 1 else nearest[:index].sum()
            bins.append(int(8 * (below + rng.uniform() * nearest[index]) / nearest.sum()))
            squares = ((x - center) ** 2).sum(axis=1)
            nearest = np.minimum(nearest, squares) if (nearest != 1).any() else squares
        if run % 40 == 0:
            assert_draws(bins[-320:], np.full(8, 1 / 8))
    assert_draws(bins, np.full(8, 1 / 8))
