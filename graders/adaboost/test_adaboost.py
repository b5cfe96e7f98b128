"""The checks of `adaboost`: the standard ones of both functions, and what is special about them."""

import functools

import numpy as np

from shousi.grading import Fast, assert_all_close, assert_close, comparison, level, standard

POOL, Y = np.array([[1, 1, 1, -1], [1, -1, -1, -1], [-1, 1, -1, 1]]), np.array([1, 1, -1, -1])
NEW, CHOSEN, ALPHAS = np.array([[1, -1], [-1, -1], [-1, 1]]), np.array([0, 2, 1]), np.array([0.5, 0.4, 0.3])
MARGIN = 1e-3  # weighted errors and sums of votes in float32 are off by less than 1e-5
signs = functools.partial(assert_close, rtol=0, atol=0)


@comparison
def close(got, expected):
    """Check the three results; float32 weights of ten rounds are off by 1e-5."""
    assert_all_close(got, expected, ("chosen", "alphas", "weights"), rtol=1e-4)


def clear(pool, y, rounds):
    """Say whether in each round one classifier is the best by MARGIN, better than chance, and sometimes wrong."""
    wrong, weights = pool != y, np.full(len(y), 1 / len(y))
    for _ in range(rounds):
        errors = wrong @ weights
        ranked = np.sort(errors)
        if not 0.01 < ranked[0] < 0.47 or (len(pool) > 1 and ranked[1] - ranked[0] < MARGIN):
            return False
        heavier = wrong[errors.argmin()]
        weights = weights / np.where(heavier, 2 * ranked[0], 2 * (1 - ranked[0]))  # each half of all the weight
    return True


def legal(function, pool, second, third):
    """Say whether these are classifiers and labels with clear rounds, or votes with clear sums."""
    if pool.ndim != 2 or not pool.size or not (np.abs(pool) == 1).all():
        return False
    if isinstance(third, int):
        fits = second.shape == pool.shape[1:] and (np.abs(second) == 1).all()
        return bool(fits) and 1 <= third <= 10 and clear(pool, second, third)
    fits = second.ndim == third.ndim == 1 and 0 < len(second) == len(third)
    return fits and set(second.tolist()) <= set(range(len(pool))) and clear_votes(pool, second, third)


def clear_votes(pool, chosen, alphas):
    """Say whether no sum of votes is near 0."""
    return bool((np.abs(alphas @ pool[chosen]) > MARGIN).all())


def draw(rng, m=None, n=None, rounds=None):
    """Return classifiers that are right about 60 to 80 % of the examples, the labels, and a number of rounds."""
    while True:
        many, size = m or int(rng.integers(3, 9)), n or int(rng.integers(8, 40))
        y = rng.choice([-1, 1], size)
        right = rng.random((many, size)) < rng.uniform(0.6, 0.8, (many, 1))
        args = np.where(right, y, -y), y, rounds or int(rng.integers(1, 6))
        if clear(*args):
            return args


def draw_votes(rng):
    """Return the votes of classifiers, which of them count, some twice, and their weights."""
    while True:
        m, k, t = (int(size) for size in rng.integers([2, 1, 1], [7, 12, 7]))
        args = rng.choice([-1, 1], (m, k)), rng.integers(0, m, t), rng.uniform(0.05, 2, t)
        if clear_votes(*args):
            return args


BAD_POOL = [np.ones(4, int), np.zeros((0, 4), int), POOL * 2, np.where(POOL > 0, 1, 0), POOL[:, :, None]]

globals().update(
    standard(
        "adaboost",
        example=(
            {"pool": POOL[1:], "y": Y, "rounds": 2},
            (np.array([0, 1]), np.log([3, 2]) / 2, np.array([0.25, 0.375, 0.125, 0.25])),
        ),
        draw=draw,
        basic="boosting",
        compare=close,
        rounds=30,
        refuses={
            "pool": BAD_POOL,
            ("y", "pool"): [{"y": np.ones(bad, int)} for bad in ((3,), (5,), (4, 1), (0,))],
            "y": [np.array([1, 0, 1, 0]), np.array([1, 2, -1, 1])],
            "rounds": [0, -1],
        },
        speed=Fast(85, "100 classifiers, 1,000 examples and 10 rounds", lambda rng: draw(rng, 100, 1000, 10)),
    )
    | standard(
        "predict",
        example=({"pool": NEW, "chosen": CHOSEN, "alphas": ALPHAS}, np.array([-1, -1])),
        draw=draw_votes,
        basic="predict",
        compare=signs,
        refuses={
            "pool": [np.ones(3, int), NEW * 2, np.where(NEW > 0, 1, 0)],
            ("chosen", "alphas"): [
                {"chosen": CHOSEN[:, None], "alphas": ALPHAS[:, None]},
                {"chosen": np.array(1), "alphas": np.array(0.5)},
            ],
            ("alphas", "chosen"): [{"alphas": ALPHAS[:2]}, {"alphas": np.ones(4)}],
        },
    )
)


@level("edge cases")
def test_takes_a_classifier_that_is_never_wrong(adaboost, solution, rng):
    """An error of 0 counts as 1e-10: alpha is 11.513, and the weights stay as they are.

    Catches: infinite-alpha, stops-at-error-0.
    """
    pool, y, _ = draw(rng)
    for rounds in (1, 3):
        args = np.vstack([pool, y]), y, rounds
        close(adaboost(*args), solution.adaboost(*args))


@level("ties")
def test_takes_the_first_of_equally_good_classifiers(adaboost, predict):
    """The first of equally good classifiers is chosen, and a sum of votes of 0 says 1.

    Catches: ties-to-the-last-classifier, sum-of-0-says-0.
    """
    close(adaboost(POOL, Y, 1), (np.array([0]), np.log([3]) / 2, np.array([1, 1, 3, 1]) / 6))
    signs(predict(NEW[1:], np.array([0, 1]), np.array([0.5, 0.5])), np.array([-1, 1]))
