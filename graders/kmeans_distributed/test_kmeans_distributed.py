"""The checks of `kmeans_distributed`: the standard ones of its functions, and what is special about them."""

import functools

import numpy as np

from shousi.grading import Fast, Points, assert_all_close, assert_close, comparison, level, standard

RTOL = 1e-4  # float32 sums that cancel are off by 1e-5
ONE, TWO, INIT = np.array([[0.0], [2], [10]]), np.array([[8.0], [9]]), np.array([[0.0], [8]])
# No point may be as near to its second center as float32 arithmetic is off; in parts of the largest squared length.
MARGIN = 1e-3


@comparison
def report_close(got, expected):
    """Check sums, counts and inertia."""
    assert_all_close(got, expected, ("sums", "counts", "inertia"), rtol=RTOL)


@comparison
def result_close(got, expected):
    """Check centers and inertia."""
    assert_all_close(got, expected, ("centers", "inertia"), rtol=RTOL)


def run(x, centers, iterations):
    """Return the centers, and by how much the second center is farther at least: k-means of one machine."""
    x, centers, least = np.asarray(x, float), np.array(centers, float), np.inf
    scale = max((x**2).sum(axis=1).max(), (centers**2).sum(axis=1).max(), 1e-9)
    for step in range(iterations + 1):
        squares = ((x[:, None] - centers) ** 2).sum(axis=2)
        ranked = np.sort(squares, axis=1)
        least = min(least, (ranked[:, 1] - ranked[:, 0]).min() / scale) if len(centers) > 1 else least
        labels = squares.argmin(axis=1)
        for k in np.unique(labels) if step < iterations else ():
            centers[k] = x[labels == k].mean(axis=0)
    return centers, least


def legal(function, *args):
    """Say whether shapes fit, and every point has one nearest center in each iteration."""
    if function == "merge":
        sums, counts, centers = args
        fits = sums.ndim == 3 and counts.shape == sums.shape[:2] and centers.shape == sums.shape[1:]
        return fits and sums.size and (counts >= 0).all() and not sums[counts == 0].any()
    shards, init, iterations = (args[0], *args[1:]) if len(args) == 3 else ([args[0]], args[1], 0)
    if not len(shards) or not all(x.ndim == 2 and x.size and x.shape[1:] == init.shape[1:] for x in shards):
        return False
    return (
        init.ndim == 2 and init.size and 0 <= iterations <= 20 and run(np.vstack(shards), init, iterations)[1] > MARGIN
    )


def draw(rng, machines=None):
    """Return shards of unequal lengths, of which some lack points of some cluster, centers, and iterations."""
    while True:
        k, d, m = int(rng.integers(2, 5)), int(rng.integers(1, 4)), machines or int(rng.integers(2, 5))
        labels = np.sort(np.concatenate([np.arange(k), rng.integers(k, size=rng.integers(20, 50))]))
        mixed = rng.permutation(labels) if rng.uniform() < 0.5 else np.roll(labels, rng.integers(10))
        x = rng.normal(size=(k, d))[mixed] * 3 + rng.normal(size=(len(labels), d)) + rng.choice([0.0, 2])
        cuts = np.sort(rng.choice(np.arange(1, len(x)), m - 1, replace=False))
        init, iterations = x[rng.permutation(len(x))[:k]] + 0.1, int(rng.integers(1, 6))
        if run(x, init, iterations)[1] > MARGIN:
            return np.split(x, cuts), init, iterations


def draw_local(rng, n=None, short=False):
    """Return points of one machine and centers, of which the last may be far from all points."""
    while True:
        k, d, n = (10, 8, n) if n else (int(rng.integers(1, 5)), int(rng.integers(1, 4)), int(rng.integers(1, 30)))
        centers = rng.normal(size=(k, d)) * (10 if n > 1000 else 3)
        x = centers[rng.integers(max(k - 1, 1), size=n)] + rng.normal(size=(n, d))
        if short:
            x, centers = np.clip(np.round(x * 8 + 50), 0, 100), np.clip(np.round(centers * 8 + 50), 0, 100)
        if n > 1000 or run(x, centers, 0)[1] > MARGIN:
            return x, centers


def draw_reports(rng):
    """Return reports of several machines; a cluster may have no points on some, or on any."""
    m, k, d, most = rng.integers(1, 5), rng.integers(1, 5), rng.integers(1, 4), rng.choice([1, 40])
    counts = rng.integers(0, 3, (m, k)) * rng.integers(1, most + 1, (m, k)) * rng.choice([0, 1], k, p=[0.15, 0.85])
    return rng.normal(size=(m, k, d)) * counts[:, :, None], counts, rng.normal(size=(k, d)) * 3


def picture(function, answer, shards=(), init=None, **rest):
    """Return what to draw of an answer of `kmeans_distributed`: the points by machine, and the centers."""
    if function != "kmeans_distributed":
        return None
    machines = np.repeat(np.arange(len(shards)), [len(x) for x in shards])
    return Points(points=np.vstack(shards), labels=machines, centers=answer[0])


BAD_MERGE = [{"sums": np.zeros((2, 2, *bad)), "centers": np.zeros((2, *bad))} for bad in ((), (1, 1))]
BAD_MERGE += [{"counts": np.ones(bad, int)} for bad in ((2, 3), (1, 2), 2)]
BAD_MERGE += [{"centers": np.zeros(bad)} for bad in ((3, 1), (1, 1), 2)]
globals().update(
    standard(
        "local_sums",
        example=({"x": ONE, "centers": INIT}, (np.array([[2.0], [10]]), np.array([2, 1]), 8.0)),
        draw=draw_local,
        basic="parts",
        edge="parts",
        compare=report_close,
        whole=lambda rng: draw_local(rng, short=True),
        short=lambda rng: draw_local(rng, short=True),
        refuses={
            "x": [np.zeros(3), np.zeros((3, 1, 1))],
            ("centers", "x"): [{"centers": np.zeros(bad)} for bad in ((2,), (2, 2), (2, 1, 1))]
            + [{"x": np.zeros((3, 2)), "centers": np.zeros((2, 1))}],
        },
        speed=Fast(12, "10,000 points in 8 dimensions and 10 centers", lambda rng: draw_local(rng, 10_000)),
    )
    | standard(
        "merge",
        example=(
            {"sums": np.array([[[2.0], [10]], [[0], [17]]]), "counts": np.array([[2, 1], [0, 2]]), "centers": INIT},
            np.array([[1.0], [9]]),
        ),
        draw=draw_reports,
        basic="parts",
        edge="parts",
        compare=functools.partial(assert_close, rtol=RTOL),
        refuses={("sums", "counts", "centers"): BAD_MERGE},
    )
    | standard(
        "kmeans_distributed",
        example=({"shards": [ONE, TWO], "init": INIT, "iterations": 1}, (np.array([[1.0], [9]]), 4.0)),
        draw=draw,
        basic="all machines",
        edge="all machines",
        compare=result_close,
        refuses={"shards": [[]], "iterations": [-1]},
    )
)


@level("all machines")
def test_takes_one_machine_and_no_iterations(kmeans_distributed, solution, rng):
    """One machine; no iterations; more machines than clusters; a cluster that loses all its points on all machines.

    Catches: one-iteration-at-least.
    """
    for machines in (1, 9):
        shards, init, iterations = draw(rng, machines)
        for steps in (0, iterations):
            args = shards, init, steps
            result_close(kmeans_distributed(*args), solution.kmeans_distributed(*args))
    args = [np.array([[0.0], [4]]), np.array([[5.0], [12], [13]])], np.array([[-9.0], [9.5], [5.5]]), 3
    result_close(kmeans_distributed(*args), solution.kmeans_distributed(*args))
