"""The checks of `kmeans_plus_plus`: the standard ones of both functions, and how often points are drawn."""

import numpy as np

from shousi.grading import (
    Fast,
    Points,
    assert_close,
    assert_close_up_to_permutation,
    assert_draws,
    comparison,
    level,
    numpy_generator,
    reject,
    standard,
)

X = np.array([[0.0], [1], [3], [7]])
MARGIN = 1e-4  # running sums in float32 are off by less, in parts of the sum
APART = 1e6  # between groups of width 1: a group is drawn twice with a probability of about 1e-10


def running(x, centers):
    """Return the running sums of the weights, in parts of their sum, and the weights themselves."""
    x, centers = np.asarray(x, float), np.asarray(centers, float)
    weights = ((x[:, None] - centers) ** 2).sum(axis=2).min(axis=1)
    return np.cumsum(weights) / max(weights.sum(), 1e-300), weights


def legal(function, x, centers, u):
    """Say whether these are arguments of `next_center` on which all right answers agree; draws stay as they are."""
    if function != "next_center" or x.ndim != 2 or centers.ndim != 2 or x.shape[1] != centers.shape[1]:
        return False
    return bool(x.size and centers.size and 0 < u < 1) and np.abs(running(x, centers)[0] - u).min() > MARGIN


def draw(rng, short=False):
    """Return points, some of them as centers, and a number that lies on no running sum."""
    while True:
        n, d, c = int(rng.integers(4, 30)), int(rng.integers(1, 5)), int(rng.integers(1, 4))
        x = rng.normal(size=(n, d)) * rng.choice([0.1, 1, 10]) + rng.choice([0.0, 5])
        x = np.round((x - x.min()) / np.ptp(x) * 100) if short else x
        args = x, x[rng.permutation(n)[:c]], float(rng.uniform())
        if running(*args[:2])[1].any() and legal("next_center", *args):
            return args


def draw_groups(rng, n=None, k=None):
    """Return points in k groups that lie far apart, k, and a generator."""
    k, d = k or int(rng.integers(1, 6)), int(rng.integers(1, 4))
    places = APART * (rng.permutation(k)[:, None] + np.zeros(d))
    labels = rng.permutation(np.arange(n or rng.integers(k, 4 * k)) % k)
    return places[labels] + rng.uniform(size=(len(labels), d)), k, numpy_generator(int(rng.integers(10**6)))


@comparison
def one_in_each_group(got, expected):
    """Check that there is a center in each group, in any order; groups have width 1."""
    assert_close_up_to_permutation(got, expected, rtol=0, atol=2)


def ranks(x, centers, rng):
    """Return for each drawn center which share of the weight belongs to nearer points: uniform from 0 to 1.

    For the first center all weights are 1. Within the share of the center itself, a random number decides.
    """
    if np.shape(centers)[1:] != x.shape[1:]:
        reject(f"expected centers of shape (k, {x.shape[1]}), got {np.shape(centers)}.")
    shares, weights = [], np.ones(len(x))
    for center in np.asarray(centers, float):
        index = int(np.abs(x - center).sum(axis=1).argmin())
        assert_close(center, x[index])
        if not weights[index]:
            reject("a point was drawn twice. A center has weight 0 for the next draw.")
        order = np.argsort(weights, kind="stable")
        place = int(np.flatnonzero(order == index)[0])
        below = weights[order[:place]].sum()
        shares.append((below + rng.uniform() * weights[index]) / weights.sum())
        squares = ((x - x[index]) ** 2).sum(axis=1)
        weights = squares if len(shares) == 1 else np.minimum(weights, squares)
    return shares


def picture(function, answer, x, centers=(), **rest):
    """Return what to draw of an answer: the points, and the centers in their order; the next one comes last."""
    found = np.vstack([centers, x[answer]]) if function == "next_center" else answer
    return Points(points=x, centers=found)


globals().update(
    standard(
        "next_center",
        example=({"x": X, "centers": np.array([[0.0]]), "u": 0.5}, 3),
        draw=draw,
        basic="choice",
        edge="choice",
        rounds=40,
        whole=lambda rng: draw(rng, short=True),
        short=lambda rng: draw(rng, short=True),
        refuses={
            "x": [np.zeros(4), np.zeros((0, 1)), np.zeros((4, 1, 1))],
            ("centers", "x"): [{"centers": np.zeros(bad)} for bad in ((1,), (0, 1), (2, 3), (1, 1, 1))]
            + [{"x": np.zeros((4, 2)), "centers": np.zeros((1, 1))}],
            "u": [-0.1, 1.0, 1.5],
        },
    )
    | standard(
        "kmeans_plus_plus",
        example=({"x": X * APART, "k": 4, "rng": numpy_generator(1)}, X * APART),
        draw=draw_groups,
        basic="centers",
        edge="centers",
        compare=one_in_each_group,
        refuses={"x": [np.zeros(4), np.zeros((0, 1)), np.zeros((4, 1, 1))], "k": [0, -1, 5]},
        speed=Fast(12, "8 centers of 10,000 points", lambda rng: draw_groups(rng, 10_000, 8)),
    )
)


@level("centers")
def test_draws_each_point_as_often_as_its_weight_says(kmeans_plus_plus, rng):
    """The farther a point is from its nearest center, the more often it is drawn: in proportion to the square.

    Right draws fail with a probability of 1e-9. Catches: best-of-three.
    """
    shares = []
    for seed in rng.integers(10**6, size=40):
        x = rng.normal(size=(150, 2)) * np.exp(rng.normal(size=(150, 1)))
        shares += ranks(x, kmeans_plus_plus(x, 40, numpy_generator(int(seed))), rng)
    assert_draws((np.array(shares) * 8).astype(int), np.full(8, 1 / 8))


@level("centers")
def test_draws_the_first_center_from_all_points(kmeans_plus_plus, rng):
    """The first center is each of four points in a quarter of all calls; a seed gives the same one again.

    Right draws fail with a probability of 1e-9.
    Catches: starts-with-the-first, starts-far-out, the_global_generator.py.
    """
    x = np.array([[0.0, 0], [1, 0], [0, 1], [50, 50]])
    seeds = [int(seed) for seed in rng.integers(10**6, size=200)]
    drawn = np.array([kmeans_plus_plus(x, 1, numpy_generator(seed)) for seed in seeds], dtype=float).reshape(200, -1)
    assert_draws([int(np.abs(x - point).sum(axis=1).argmin()) for point in drawn], np.full(4, 1 / 4))
    x = rng.normal(size=(100, 2))
    for seed in seeds[:3]:
        first, again = (kmeans_plus_plus(x, 8, numpy_generator(seed)) for _ in range(2))
        if not np.array_equal(first, again):
            reject("the same seed gave two different results. Draw from rng, and from nothing else.")


@level("degenerate")
def test_never_draws_a_center_again(next_center, kmeans_plus_plus):
    """For u = 0 a center at index 0 has weight 0; three equal points give three centers all the same.

    Catches: zero-picks-a-center, nan-where-all-are-centers.
    """
    assert_close(next_center(X, X[:1], 0.0), 1)
    assert_close(next_center(X, X[:2], 0.0), 2)
    assert_close(kmeans_plus_plus(np.full((3, 2), 4.0), 3, numpy_generator(1)), np.full((3, 2), 4.0))
