"""The checks of `kmeans`: the standard ones, and what is special about it."""

import numpy as np

from shousi.grading import Fast, Points, assert_all_close, comparison, level, standard

X = np.array([[0.0, 0], [2, 0], [6, 1], [8, 1], [10, 1]])
INIT = np.array([[0.0, 0], [2, 0]])
# No point may be as near to its second center as float32 arithmetic is off; in parts of the largest squared length.
MARGIN = 1e-3


@comparison
def close(got, expected):
    """Check centers, labels and inertia; float32 sums that cancel are off by 1e-5."""
    assert_all_close(got, expected, ("centers", "labels", "inertia"), rtol=1e-4)


def margin(x, init, iterations):
    """Return how much farther the second center is at least, and whether some cluster is ever empty."""
    x, centers, least, empty = np.asarray(x, float), np.array(init, float), np.inf, False
    scale = max((x**2).sum(axis=1).max(), (centers**2).sum(axis=1).max(), 1e-9)
    for _ in range(iterations + 1):
        squares = ((x[:, None] - centers) ** 2).sum(axis=2)
        ranked = np.sort(squares, axis=1)
        if len(centers) > 1:
            least = min(least, (ranked[:, 1] - ranked[:, 0]).min() / scale)
        labels = squares.argmin(axis=1)
        for k in range(len(centers)):
            empty |= not (labels == k).any()
            if (labels == k).any():
                centers[k] = x[labels == k].mean(axis=0)
    return least, empty


def legal(function, x, init, iterations):
    """Say whether these are points and centers, and every point has one nearest center in each iteration."""
    shapes = x.ndim == init.ndim == 2 and x.shape[1] == init.shape[1] and x.size and init.size
    return bool(shapes) and 0 <= iterations <= 20 and margin(x, init, iterations)[0] > MARGIN


def draw(rng, whole=False, short=False):
    """Return points around some centers, others of them to begin with, and a number of iterations; no empty cluster."""
    while True:
        n, k, d = int(rng.integers(10, 40)), int(rng.integers(2, 5)), int(rng.integers(1, 5))
        x = rng.normal(size=(k, d))[rng.integers(k, size=n)] * 3 + rng.normal(size=(n, d))
        x = x * rng.choice([0.1, 1, 10]) + rng.choice([0.0, 2])
        x = np.round(x * 20) if whole else np.round((x - x.min()) / np.ptp(x) * 100) if short else x
        init = x[rng.permutation(n)[:k]]
        iterations = int(rng.integers(1, 7))
        least, empty = margin(x, init, iterations)
        if least > MARGIN and not empty:
            return x, init, iterations


def draw_large(rng):
    """Return 10,000 points in 10 clusters that lie far apart."""
    centers = rng.normal(size=(10, 8)) * 10
    labels = np.concatenate([np.arange(10), rng.integers(10, size=9990)])
    return centers[labels] + rng.normal(size=(10_000, 8)), centers + rng.normal(size=(10, 8)) / 2, 3


def picture(function, answer, x, init, iterations):
    """Return what to draw of an answer: the points by cluster, and the centers."""
    centers, labels, _ = answer
    return Points(points=x, labels=labels, centers=centers)


globals().update(
    standard(
        "kmeans",
        example=(
            {"x": X, "init": INIT, "iterations": 1},
            (np.array([[0, 0], [6.5, 0.75]]), np.array([0, 0, 1, 1, 1]), 18.9375),
        ),
        draw=draw,
        compare=close,
        whole=lambda rng: draw(rng, whole=True),
        short=lambda rng: draw(rng, short=True),
        refuses={
            "x": [np.zeros(5), np.zeros((0, 2)), np.zeros((5, 2, 1))],
            ("init", "x"): [{"init": np.zeros(bad)} for bad in ((2,), (0, 2), (2, 1), (2, 3), (2, 2, 1))],
            "iterations": [-1],
        },
        speed=Fast(25, "10,000 points in 8 dimensions and 10 centers", draw_large),
    )
)


@level("edge cases")
def test_keeps_the_center_of_an_empty_cluster(kmeans, solution, rng):
    """A center without points stays where it is, from the start or when it loses its points later.

    Catches: empty-cluster-is-nan, empty-cluster-at-zero, drops-empty-clusters.
    """
    for place in (0, 1, 2):
        x, init, iterations = draw(rng)
        args = x, np.insert(init, min(place, len(init)), x.max(axis=0) * 3 + 100, axis=0), iterations
        close(kmeans(*args), solution.kmeans(*args))
    x = np.array([[0.0], [4], [5], [12]])
    for init in ([[-1.0], [3], [40]], [[-9.0], [9.5], [5.5]]):
        for iterations in (1, 2, 3):
            close(kmeans(x, np.array(init), iterations), solution.kmeans(x, np.array(init), iterations))


@level("edge cases")
def test_takes_small_cases(kmeans, solution, rng):
    """No iterations, one center, one point, and as many centers as points.

    Catches: one-iteration-at-least.
    """
    x, init, iterations = draw(rng)
    for args in ((x, init, 0), (x, init[:1], iterations), (x[:1], x[:1] + 0.5, 1), (X, X[::-1] + 0.25, 3)):
        close(kmeans(*args), solution.kmeans(*args))


@level("ties")
def test_gives_ties_to_the_first_center(kmeans, solution):
    """A point in the middle between two centers belongs to the one that comes first.

    Catches: ties-to-the-last-center.
    """
    x = np.array([[0.0, 0], [2, 0], [4, 0], [2, 4]])
    for init in ([[0.0, 0], [4, 0]], [[4.0, 0], [0, 0]], [[0.0, 0], [4, 0], [2, 8]]):
        for iterations in (0, 1):
            close(kmeans(x, np.array(init), iterations), solution.kmeans(x, np.array(init), iterations))
