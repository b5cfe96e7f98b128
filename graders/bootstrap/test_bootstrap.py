"""The checks of `bootstrap`: the standard ones of its functions, and what is special about them."""

import functools
import itertools

import numpy as np

from shousi.grading import (
    Fast,
    assert_all_close,
    assert_close,
    assert_draws,
    assert_refuses,
    comparison,
    level,
    numpy_generator,
    reject,
    standard,
)

SAMPLES, X = np.array([[0, 0, 0], [2, 1, 1], [2, 0, 2]]), np.array([0.0, 3, 9])
shares = functools.partial(assert_close, atol=1e-6)  # a share of 0 may come out as a rounding error
# The checks of draws fail a right answer with a probability below 1e-8: each count with one below 1e-9.
CODE = np.array([9, 3, 1])  # makes one number of a sorted sample of three


@comparison
def possible(got, expected):
    """Check the shape and the range of samples, and that not too few or too many different indices are in them."""
    got = np.asarray(got)
    if got.shape != expected.shape or got.dtype.kind not in "iuf" or (got % 1).any():
        reject(f"expected whole numbers of shape {expected.shape}, got {got.dtype} of shape {got.shape}.")
    n = got.shape[1]
    if got.min() < 0 or got.max() >= n:
        reject(f"expected indices from 0 to {n - 1}, got {got.min()} to {got.max()}.")
    if got.size < 100_000:
        return
    inside = np.mean([len(np.unique(sample)) / n for sample in got])
    if abs(inside - 0.632) > 0.02:  # 25 standard deviations
        reject(f"a sample holds {inside:.1%} of the examples. About 63.2 % should be in it.")


@comparison
def both(got, expected):
    """Check both ends of an interval."""
    assert_all_close(got, expected, ("low", "high"))


def draw(rng, n=None, rounds=None):
    """Return the arguments of `bootstrap`."""
    return n or int(rng.integers(1, 20)), rounds or int(rng.integers(1, 20)), numpy_generator(int(rng.integers(10**6)))


def draw_samples(rng):
    """Return up to 20 samples of up to 30 examples."""
    n = int(rng.integers(1, 30))
    return (rng.integers(0, n, (int(rng.integers(1, 20)), n)),)


def draw_interval(rng, whole=False):
    """Return numbers with a long tail, samples and a confidence."""
    samples = draw_samples(rng)[0]
    x = rng.exponential(10, samples.shape[1]) + rng.normal()
    return np.round(x) if whole else x, samples, float(rng.choice([0.5, 0.8, 0.9, 0.95]))


def drawn(bootstrap, n, rounds, seed):
    """Return the submission's samples, each sorted."""
    got = np.asarray(bootstrap(n, rounds, numpy_generator(seed)))
    possible(got, np.zeros((rounds, n), int))
    return np.sort(got.astype(int), axis=1)


def legal(function, *args):
    """Say whether these are arguments of one of the functions."""
    if len(args) == 1 or isinstance(args[0], np.ndarray):
        samples = args[0] if len(args) == 1 else args[1]
        fits = samples.ndim == 2 and samples.size and 0 <= samples.min() <= samples.max() < samples.shape[1]
        return bool(fits) and (len(args) == 1 or (args[0].shape == samples.shape[1:] and 0 < args[2] < 1))
    return args[0] >= 1 and args[1] >= 1


BAD_SAMPLES = [SAMPLES[0], SAMPLES[:0], SAMPLES[:, :0], SAMPLES[:, :, None], SAMPLES + 1, SAMPLES - 1]

globals().update(
    standard(
        "bootstrap",
        draw=draw,
        basic="samples",
        compare=possible,
        unchanged=False,
        speed=Fast(60, "200 samples of 1,000", lambda rng: draw(rng, 1000, 200)),
    )
    | standard(
        "out_of_bag",
        example=({"samples": np.array([[4, 3, 2, 1, 1], [0, 0, 0, 0, 4]])}, np.array([0.2, 0.6])),
        draw=draw_samples,
        basic="out of bag",
        edge="out of bag",
        compare=shares,
        refuses={"samples": BAD_SAMPLES},
    )
    | standard(
        "interval",
        example=({"x": X, "samples": SAMPLES, "confidence": 0.5}, (2.5, 5.5)),
        draw=draw_interval,
        basic="interval",
        edge="interval",
        compare=both,
        whole=lambda rng: draw_interval(rng, whole=True),
        refuses={
            "samples": BAD_SAMPLES,
            ("x", "samples"): [{"x": np.ones(bad)} for bad in ((2,), (4,), (3, 1), ())],
            "confidence": [0.0, 1.0, -0.5, 95.0],
        },
    )
)


@level("samples")
def test_draws_every_sample_as_often_as_chance_has_it(bootstrap, rng):
    """Of 3 examples each of the ten samples comes in its share of 6,000 rounds, and in pairs of rounds.

    Catches: without-replacement, one-sample-for-all-rounds.
    """
    samples = drawn(bootstrap, 3, 6000, int(rng.integers(10**6)))
    ordered = np.array(list(itertools.product(range(3), repeat=3)))  # 27, equally likely
    chances = np.bincount(np.sort(ordered, axis=1) @ CODE, minlength=27) / 27
    codes = samples @ CODE
    assert_draws(codes, chances)
    same = float(np.square(chances).sum())
    assert_draws((codes[::2] == codes[1::2]).astype(int), [1 - same, same])


@level("samples")
def test_draws_from_the_generator_alone(bootstrap, rng):
    """A generator of the same seed gives the same samples, one of another seed others.

    Catches: the_global_generator.py, keeps_the_samples.py, a-seed-of-its-own.
    """
    one, two = map(int, rng.choice(10**6, 2, replace=False))
    first = drawn(bootstrap, 20, 10, one)
    if not np.array_equal(first, drawn(bootstrap, 20, 10, one)):
        reject("the same seed gave different samples. Draw from rng, and from nothing else.")
    if np.array_equal(first, drawn(bootstrap, 20, 10, two)):
        reject("another seed gave the same samples. Draw new ones from rng in each call.")


@level("interval")
def test_takes_a_confidence_of_95_percent_by_default(interval, solution, rng):
    """The confidence is 0.95 if it is not given.

    Catches: ninety-percent-by-default.
    """
    args = rng.normal(size=12), rng.integers(0, 12, (40, 12))
    both(interval(*args), solution.interval(*args))


@level("errors")
def test_refuses_no_examples_and_no_rounds(bootstrap):
    """n and rounds below 1 raise a ValueError that names the argument.

    Catches: no-check-of-the-counts.
    """
    for bad in (0, -1):
        assert_refuses(bootstrap, bad, 3, numpy_generator(0), naming="n")
        assert_refuses(bootstrap, 3, bad, numpy_generator(0), naming="rounds")
