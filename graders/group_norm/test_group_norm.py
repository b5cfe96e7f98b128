"""The checks of `group_norm`: the standard ones of both functions, and what is special about them."""

import functools

import numpy as np

from shousi.grading import Fast, assert_close, level, standard

close = functools.partial(assert_close, rtol=1e-4)  # float32 sums of some thousand terms are off by 1e-6
X, WEIGHT, BIAS = np.array([[[1.0, 1], [5, 5], [2, 8], [5, 5]]]), np.array([1.0, 2, 1, 1]), np.array([0.0, 0, 0, 1])
ROOT = np.sqrt(2)
GROUPED = np.array([[[-1, -1], [2, 2], [-ROOT, ROOT], [1, 1]]])
ALONE = np.array([[[0, 0], [0, 0], [-3 / np.sqrt(13), 3 / np.sqrt(13)], [1, 1]]])
SHAPES = [((5, 6), 3), ((3, 6, 4), 2), ((2, 6, 3, 4), 3), ((2, 4, 3, 3), 1), ((3, 4, 2, 2), 4), ((2, 8, 2, 3, 2), 2)]
BAD = [np.ones(1), np.ones(5), np.ones((4, 1))]


def draw(rng, shape=None, groups=None):
    """Return the arguments of `group_norm`; channels differ, and eps is large enough to matter."""
    if shape is None:
        shape, groups = SHAPES[rng.integers(len(SHAPES))]
    channels = (shape[1], *(1,) * (len(shape) - 2))
    x = rng.normal(size=shape) * rng.uniform(0.3, 3, channels) + rng.normal(size=channels)
    return x, groups, *rng.normal(size=(2, shape[1])), float(rng.choice([1e-5, 0.1, 1]))


def draw_alone(rng, shape=None):
    """Return the arguments of `instance_norm`."""
    x, _, *others = draw(rng, shape or SHAPES[rng.integers(1, len(SHAPES))][0], 1)
    return x, *others


def draw_whole(rng):
    """Return whole numbers, no group constant."""
    x = np.arange(36.0).reshape(3, 4, 3) + rng.integers(0, 9, (3, 4, 3))
    return x, *rng.integers(1, 9, (2, 4)).astype(float)


def draw_whole_groups(rng):
    """Return the same with two groups."""
    x, *others = draw_whole(rng)
    return x, 2, *others


def refused():
    """Return what both functions refuse."""
    parameters = {(name, "x"): [{name: bad} for bad in BAD] for name in ("weight", "bias")}
    return parameters | {"x": [np.ones(4)], "eps": [{"eps": -1e-5}]}


LARGE = (8, 32, 32, 32)
globals().update(
    standard(
        "group_norm",
        example=({"x": X, "groups": 2, "weight": WEIGHT, "bias": BIAS, "eps": 0.0}, GROUPED),
        draw=draw,
        basic="group norm",
        compare=close,
        whole=draw_whole_groups,
        refuses=refused() | {("groups", "x"): [{"groups": bad} for bad in (0, -2, 3, 8)]},
        speed=Fast(15, "8 images of 32 channels", lambda rng: draw(rng, LARGE, 8)),
    )
    | standard(
        "instance_norm",
        example=({"x": X, "weight": WEIGHT, "bias": BIAS, "eps": 4.0}, ALONE),
        draw=draw_alone,
        basic="instance norm",
        compare=close,
        whole=draw_whole,
        refuses=refused(),
        speed=Fast(15, "8 images of 32 channels", lambda rng: draw_alone(rng, LARGE)),
    )
)


@level("edge cases")
def test_adds_the_default_eps_to_small_variances(group_norm, instance_norm, solution, rng):
    """Deviations around 0.003 have a variance around 1e-5, the default eps; constant channels become the bias.

    Catches: another-eps.
    """
    for scale in (0.003, 0.0):
        x, groups, weight, bias, _ = draw(rng, (2, 6, 4), 3)
        x = scale * rng.normal(size=x.shape) + 2
        close(group_norm(x, groups, weight, bias), solution.group_norm(x, groups, weight, bias))
        close(instance_norm(x, weight, bias), solution.instance_norm(x, weight, bias))


@level("precision")
def test_keeps_its_digits_far_from_zero(group_norm, instance_norm, solution, rng):
    """A mean of 10,000,000 beside a deviation of 1 costs no digits.

    Catches: mean-of-squares-minus-square-of-mean.
    """
    x, groups, weight, bias, _ = draw(rng, (3, 4, 5), 2)
    x = rng.normal(size=x.shape) + 1e7
    close(group_norm(x, groups, weight, bias), solution.group_norm(x, groups, weight, bias))
    close(instance_norm(x, weight, bias), solution.instance_norm(x, weight, bias))
