"""The checks of `sync_batch_norm`: the standard ones of both functions, and what is special about them."""

import numpy as np

from shousi.grading import Fast, assert_all_close, comparison, level, reject, standard

RTOL = 1e-4  # float32 sums of some thousand terms are off by 1e-6, a mean of squares less a square by ten times as much
COUNTS, MEANS, VARIANCES = np.array([3, 1]), np.array([[0.0], [4]]), np.array([[8.0], [0]])
SHARDS = [np.array([[4.0], [-2], [-2]]), np.array([[4.0]])]


@comparison
def statistics_close(got, expected):
    """Check count, mean and variance."""
    assert_all_close(got, expected, ("count", "mean", "variance"), rtol=RTOL)


@comparison
def shards_close(got, expected):
    """Check a list of arrays."""
    if isinstance(got, np.ndarray) and got.shape[:1] != (len(expected),):
        reject(f"expected a list of {len(expected)} arrays, got one of shape {got.shape}.")
    assert_all_close(got, expected, [f"shard {number}" for number in range(len(expected))], rtol=RTOL)


def draw(rng, shards=None, channels=None):
    """Return statistics of shards of very unequal size, whose means lie as far apart as their numbers."""
    shards, channels = shards or int(rng.integers(2, 6)), channels or int(rng.integers(1, 5))
    counts = rng.permutation(np.r_[1, 40, rng.integers(2, 20, shards - 2)])
    return counts, rng.normal(size=(shards, channels)), rng.uniform(0.1, 2, (shards, channels))


def draw_shards(rng, sizes=None, rest=None):
    """Return shards of very unequal size, weight, bias and eps."""
    sizes = rng.permutation([1, 7, *rng.integers(2, 4, rng.integers(3))]) if sizes is None else sizes
    rest = [(3,), (2, 4), (3, 2, 5)][rng.integers(3)] if rest is None else rest
    shards = [rng.normal(size=(int(size), *rest)) * rng.uniform(0.5, 2) + rng.normal() for size in sizes]
    return shards, *rng.normal(size=(2, rest[0])), float(rng.choice([1e-5, 0.1, 1]))


def whole(rng):
    """Return whole numbers as statistics."""
    return np.array([2, 9, 1]), *rng.integers(1, 9, (2, 3, 2)).astype(float)


globals().update(
    standard(
        "merge_statistics",
        example=(
            {"counts": COUNTS, "means": MEANS, "variances": VARIANCES},
            (4, np.array([1.0]), np.array([9.0])),
        ),
        draw=draw,
        basic="merge",
        compare=statistics_close,
        whole=whole,
        refuses={
            "counts": [np.array([[3, 1]]), np.array([3, 0]), np.array([3, -1]), np.array(3)],
            ("means", "counts"): [
                {"means": bad, "variances": bad}
                for bad in (MEANS[:1], MEANS[:, 0], np.ones((3, 1)), np.ones((2, 1, 1)))
            ],
            ("variances", "means"): [{"variances": bad} for bad in (VARIANCES[:1], VARIANCES[:, 0], np.ones((2, 2)))],
        },
        speed=Fast(25, "500 shards of 512 channels", lambda rng: draw(rng, 500, 512)),
    )
    | standard(
        "sync_batch_norm",
        example=(
            {"shards": SHARDS, "weight": np.array([2.0]), "bias": np.array([1.0]), "eps": 0.0},
            [np.array([[3.0], [-1], [-1]]), np.array([[3.0]])],
        ),
        draw=draw_shards,
        basic="normalize",
        compare=shards_close,
        refuses={
            "shards": [[], [np.ones(3)], [np.ones((3, 1)), np.ones((1, 2))], [np.ones((2, 1, 2)), np.ones((2, 1, 3))]],
            ("weight", "shards"): [{"weight": bad} for bad in (np.ones(2), np.ones((1, 1)), np.array(2.0))],
            ("bias", "shards"): [{"bias": bad} for bad in (np.ones(2), np.ones((1, 1)), np.array(2.0))],
            "eps": [{"eps": -1e-5}],
        },
        speed=Fast(
            10, "8 shards of 1 to 8 images", lambda rng: draw_shards(rng, rng.permutation(range(1, 9)), (16, 16, 32))
        ),
    )
)


@level("edge cases")
def test_takes_few_shards(merge_statistics, sync_batch_norm, solution, rng):
    """One shard alone, shards of one number each; deviations around 0.003 beside the default eps.

    Catches: another-eps.
    """
    for counts in ([5], [1, 1, 1]):
        means = rng.normal(size=(len(counts), 2))
        args = np.array(counts), means, means**2 * (np.array(counts)[:, None] > 1)
        statistics_close(merge_statistics(*args), solution.merge_statistics(*args))
    for sizes in ([6], [1, 1, 1]):
        shards, weight, bias, _ = draw_shards(rng, sizes, (3, 4))
        shards = [0.003 * x for x in shards]
        shards_close(sync_batch_norm(shards, weight, bias), solution.sync_batch_norm(shards, weight, bias))


@level("precision")
def test_keeps_its_digits_far_from_zero(merge_statistics, sync_batch_norm, solution, rng):
    """A mean of 10,000,000 beside a deviation of 1 costs no digits.

    Catches: mean-of-squares-minus-square-of-mean.
    """
    counts, means, variances = draw(rng)
    args = counts, means + 1e7, variances
    statistics_close(merge_statistics(*args), solution.merge_statistics(*args))
    shards, weight, bias, _ = draw_shards(rng)
    shards = [x + 1e7 for x in shards]
    shards_close(sync_batch_norm(shards, weight, bias), solution.sync_batch_norm(shards, weight, bias))
