"""The checks of `focal_loss`: the standard ones, and what is special about it."""

import functools

import numpy as np

from shousi.grading import Fast, Tensor, assert_close, assert_gradients, level, standard

# Float32 sums of some thousand terms are off by 1e-6; every mistake of mistakes.toml is off by more than a hundredth.
close = functools.partial(assert_close, rtol=1e-4)
EXAMPLE = {
    "logits": Tensor(np.log(np.float32([3, 3, 1]))),
    "targets": Tensor(np.float32([1, 0, 1])),
    "alpha": 0.25,
    "gamma": 2.0,
    "reduction": "none",
}
LOSSES = np.float32([np.log(4 / 3) / 64, np.log(4) * 27 / 64, np.log(2) / 16])


def draw(rng, shape=None, scale=2.0):
    """Return logits, and targets of which a third is 1, both kinds at least once."""
    shape = shape or tuple(rng.integers(2, 6, rng.integers(1, 4)))
    targets = rng.random(shape) < 1 / 3
    targets.flat[:2] = rng.permutation([True, False])
    return Tensor((scale * rng.normal(size=shape)).astype(np.float32)), Tensor(targets.astype(np.float32))


globals().update(
    standard(
        "focal_loss",
        example=(EXAMPLE, Tensor(LOSSES)),
        draw=draw,
        compare=close,
        gradients=("logits",),
        refuses={
            ("targets", "logits"): [{"targets": Tensor(np.ones(bad, np.float32))} for bad in ((2,), (3, 1), (1, 3))],
            "alpha": [-0.5, 1.5, -2],
            "gamma": [-1.0],
            "reduction": ["average"],
        },
        speed=Fast(12, "300,000 logits", lambda rng: draw(rng, (3000, 100))),
    )
)


@level("options")
def test_weighs_by_the_target(focal_loss, solution, rng):
    """`alpha` is for targets of 1 and 1 − `alpha` for targets of 0; with −1 there are no weights.

    Catches: weighs-by-minus-one.
    """
    for alpha in (-1, 0.0, 1.0, 0.9, 0.6):
        args = draw(rng)
        close(focal_loss(*args, alpha=alpha), solution.focal_loss(*args, alpha=alpha))


@level("options")
def test_takes_any_gamma(focal_loss, solution, rng):
    """`gamma` is the exponent, 0 and fractions included, and the gradient goes through it.

    Catches: whole-exponents.
    """
    for gamma in (0.0, 1.0, 1.5, 5.0):
        args = (*draw(rng), 0.25, gamma)
        close(focal_loss(*args), solution.focal_loss(*args))
        assert_gradients(focal_loss, solution.focal_loss, args, ("logits",))


@level("options")
def test_reduces_as_asked(focal_loss, solution, rng):
    """`reduction` gives the mean over all elements, or the sum.

    Catches: divides-by-the-positives, always-a-mean, never-reduces.
    """
    for reduction in ("mean", "sum"):
        for options in ({}, {"alpha": 0.6, "gamma": 3.0}):
            args = draw(rng, (4, 6))
            expected = solution.focal_loss(*args, reduction=reduction, **options)
            close(focal_loss(*args, reduction=reduction, **options), expected)


@level("edge cases")
def test_stays_finite_for_large_logits(focal_loss, solution, rng):
    """Logits of ±20 to ±1000 give finite losses and gradients, whether they are right or wrong.

    Catches: log-of-sigmoid, clamps-the-probability.
    """
    for size in (20, 100, 1000):
        for gamma in (2.0, 0.0):
            logits = Tensor(np.float32([size, size, -size, -size]))
            args = logits, Tensor(np.float32([1, 0, 1, 0])), 0.25, gamma
            close(focal_loss(*args), solution.focal_loss(*args))
            assert_gradients(focal_loss, solution.focal_loss, args, ("logits",))


@level("edge cases")
def test_takes_all_targets_alike(focal_loss, solution, rng):
    """All targets 0 or all 1, and a single element keeps its axes.

    Catches: squeezes.
    """
    for shape in ((1,), (1, 1), (1, 4), (3, 1, 2)):
        for target in (0, 1):
            args = Tensor(rng.normal(size=shape).astype(np.float32)), Tensor(np.full(shape, target, np.float32))
            close(focal_loss(*args), solution.focal_loss(*args))
