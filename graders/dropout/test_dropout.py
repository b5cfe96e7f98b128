"""The checks of `dropout`: the standard ones, and what is special about it."""

import numpy as np

from shousi.grading import Fast, assert_close, assert_draws, comparison, level, numpy_generator, reject, standard

X = np.array([[1.0, 2, 3, 4], [5, 6, 7, 8]])


@comparison
def kept_close(got, expected):
    """Check what is 0 in neither answer, as masks may differ; all of it where nothing was dropped."""
    if np.shape(got) != np.shape(expected):
        reject(f"expected the shape of x, {np.shape(expected)}, got {np.shape(got)}.")
    got = np.asarray(got, dtype=np.float64)
    both = (got != 0) & (expected != 0) | (expected != 0).all()
    assert_close(np.where(both, got, 0), np.where(both, expected, 0))
    if got.size > 10_000 and abs((got == 0).mean() - (expected == 0).mean()) > 0.05:  # 20 standard deviations
        reject(f"{(got == 0).mean():.0%} of the elements are 0; about {(expected == 0).mean():.0%} should be.")


def draw(rng, shape=(10, 40), training=None):
    """Return x without zeros, p, a generator and the mode; so large that training drops something."""
    training = bool(rng.random() < 0.7) if training is None else training
    x = rng.uniform(0.5, 3, shape) * rng.choice([-1, 1], shape)
    return x, float(rng.choice([0.1, 0.3, 0.5, 0.8])), numpy_generator(int(rng.integers(10**6))), training


def zeros(dropout, shape, p, seed):
    """Return 1 where the submission made a 0 of 1.0, else 0."""
    got = dropout(np.ones(shape), p, numpy_generator(seed))
    if np.shape(got) != shape:
        reject(f"expected the shape of x, {shape}, got {np.shape(got)}.")
    return (np.asarray(got) == 0).astype(np.int64)


globals().update(
    standard(
        "dropout",
        example=({"x": X, "p": 0.5, "rng": numpy_generator(0), "training": False}, X),
        draw=draw,
        compare=kept_close,
        edge="basic",
        refuses={"p": [{"p": bad, "training": True} for bad in (-0.1, 1.1, float("nan"))]},
        speed=Fast(12, "200,000 elements", lambda rng: draw(rng, (200, 1000), True)),
    )
)


@level("basic")
def test_zeroes_the_right_share(dropout, rng):
    """Of 10,000 elements a share of p is 0: none for p = 0, all for p = 1. The mode is training if it is not given.

    Catches: drops-the-others, nan-for-p-of-1, evaluation-by-default.
    """
    for p in (0.1, 0.3, 0.8):
        assert_draws(zeros(dropout, (100, 100), p, int(rng.integers(10**6))), [1 - p, p])
    assert_close(dropout(X, 0.0, numpy_generator(1)), X)
    assert_close(dropout(X, 1.0, numpy_generator(1)), np.zeros(X.shape))


@level("randomness")
def test_draws_from_the_generator_alone(dropout, rng):
    """A generator of the same seed gives the same answer, one of another seed another.

    Catches: the_global_generator.py, a-seed-of-its-own, keeps_the_mask.py.
    """
    one, two = map(int, rng.choice(10**6, 2, replace=False))
    first = zeros(dropout, (20, 20), 0.5, one)
    if not np.array_equal(first, zeros(dropout, (20, 20), 0.5, one)):
        reject("the same seed gave two different masks. Draw from rng, and from nothing else.")
    if np.array_equal(first, zeros(dropout, (20, 20), 0.5, two)):
        reject("another seed gave the same mask. Draw a new mask from rng in each call.")


@level("randomness")
def test_lets_each_element_decide_by_itself(dropout, rng):
    """Neighbors along any axis share their fate as often as chance has it.

    Catches: one-mask-for-all-examples, whole-examples.
    """
    mask = zeros(dropout, (40, 6, 8, 10), 0.5, int(rng.integers(10**6)))
    for axis in range(4):
        ahead = np.moveaxis(mask, axis, 0)
        assert_draws(ahead[::2] ^ ahead[1::2], [0.5, 0.5])
