"""The checks of `lr_schedule`: the standard ones, and what is special about it."""

import functools

from shousi.grading import assert_close, level, standard

# Peaks are 1e-3 to 1e-2: float32 arithmetic is off by 1e-9, a step too many of 400 by 1e-6 and more in these checks.
close = functools.partial(assert_close, atol=1e-8)


def lengths(rng):
    """Return warmup, total, peak and floor as people have them."""
    warmup = int(rng.integers(5, 40))
    peak = float(rng.uniform(1e-3, 1e-2))
    return warmup, warmup + int(rng.integers(10, 400)), peak, peak * float(rng.uniform(0.05, 0.5))


def draw(rng):
    """Return a step inside the warm-up or inside the decay, and the schedule."""
    warmup, total, peak, floor = lengths(rng)
    step = rng.integers(1, warmup) if rng.random() < 0.3 else rng.integers(warmup + 1, total)
    return int(step), warmup, total, peak, floor


globals().update(
    standard(
        "lr_at",
        example=({"step": 6, "warmup": 4, "total": 10, "peak": 8.0, "floor": 2.0}, 6.5),
        draw=draw,
        compare=close,
        rounds=60,
        unchanged=False,
        refuses={
            "step": [-1],
            "warmup": [-1],
            "total": [4, 3],
            "floor": [-1.0, 9.0],
        },
    )
)


@level("edge cases")
def test_has_the_right_ends(lr_at, solution, rng):
    """0 at step 0, the peak at `warmup`, the floor at `total`, and what is right one step before and after.

    Catches: skips-the-first-step.
    """
    for _ in range(3):
        warmup, total, peak, floor = lengths(rng)
        for step in (0, 1, warmup - 1, warmup, warmup + 1, total - 1, total):
            args = (step, warmup, total, peak, floor)
            close(lr_at(*args), solution.lr_at(*args))


@level("edge cases")
def test_stays_at_the_floor(lr_at, solution, rng):
    """After `total` the learning rate is the floor for ever.

    Catches: rises-again, nothing-after-the-end.
    """
    warmup, total, peak, floor = lengths(rng)
    for step in (total + 1, 2 * total - warmup, 3 * total, 10**9):
        args = (step, warmup, total, peak, floor)
        close(lr_at(*args), solution.lr_at(*args))


@level("edge cases")
def test_works_without_warm_up(lr_at, solution, rng):
    """Without warm-up step 0 has the peak.

    Catches: divides-by-no-warm-up.
    """
    _, total, peak, floor = lengths(rng)
    for step in (0, 1, total // 2, total):
        args = (step, 0, total, peak, floor)
        close(lr_at(*args), solution.lr_at(*args))


@level("edge cases")
def test_works_for_very_short_stretches(lr_at, solution):
    """A warm-up and a decay of one step each, a floor of 0, and a floor as high as the peak.

    Catches: floor-of-zero-is-none.
    """
    for args in ((1, 2, 0.01, 0.001), (1, 3, 0.01, 0.0), (0, 1, 0.01, 0.01), (2, 6, 0.01, 0.01)):
        for step in range(1, args[1] + 1):
            close(lr_at(step, *args), solution.lr_at(step, *args))
