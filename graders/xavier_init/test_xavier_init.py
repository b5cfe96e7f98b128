"""The checks of `xavier_init`. No two right answers are equal, so draws are compared with their distribution.

How often a right submission fails, with n = 80,000 draws or more in each check:

- The root mean square has a standard error of 1/sqrt(2n), 0.25 %, for normal draws, less for uniform ones. 2 % are 8 of
  them: 1.3e-15 for each of some 30 checks and at most 130 timed answers, which are larger.
- The mean is checked to 3 % of the standard deviation, 8.4 standard errors: 3e-17. The kurtosis of normal draws is
  checked to 0.2, that of uniform ones to 0.05, both more than 11 standard errors.
- The largest of n normal draws lies between 3.5 and 9 standard deviations but for 2e-14; that of n uniform ones beyond
  0.999 of the bound but for 0.999^n = 2e-35. In float32 about 0.5 % of the draws meet another.

Together below 1e-12. tests/oracles/test_xavier_init.py shows it by 10,000 runs of the solution.
"""

import math

import numpy as np
import pytest

from shousi.display import kind_of
from shousi.grading import Density, Tensor, assert_refuses, level, reject, torch_generator

SHAPE = (400, 200)  # the worked example: bound 0.1


def zeros(shape):
    """Return a tensor to fill."""
    return Tensor(np.zeros(shape, dtype=np.float32))


def std_of(shape):
    """Return the right standard deviation for a gain of 1."""
    return math.sqrt(2 / (sum(shape[:2]) * math.prod(shape[2:])))


@pytest.fixture
def fills(xavier_uniform_, xavier_normal_, rng):
    """Return both functions that fill a weight; a mistake that is looked for draws the same numbers again."""
    return [function.seeded(int(rng.integers(2**31))) for function in (xavier_uniform_, xavier_normal_)]


def elements(value, shape, what="the tensor after the call"):
    """Return the elements of a tensor that should have been filled."""
    if not isinstance(value, Tensor) or value.array.shape != tuple(shape):
        reject(f"{what} should be a tensor of shape {tuple(shape)}.", f"shape {tuple(shape)}", kind_of(value))
    if not value.array.any():
        reject(f"{what} still holds its zeros. Fill it in place.", "random draws", "zeros")
    return value.array.astype(np.float64)


def drawn(function, shape, *args, **kwargs):
    """Return what a tensor of zeros holds after the call."""
    return elements(function.returned(zeros(shape), *args, echo=True, **kwargs).after[0], shape)


def check_spread(got, std):
    """Check the root mean square of draws; unlike the standard deviation it also sees a mean that is not 0."""
    rms = float(np.sqrt(np.mean(np.square(got))))
    if not abs(rms / std - 1) <= 0.02:  # NaN fails too
        wanted = f"a root mean square of {std:.4g}, within 2 %"
        reject(f"the spread is {rms / std:.3g} times what it should be.", wanted, f"{rms:.4g}")


def check_family(scores, family):
    """Check draws in units of their standard deviation: mean, kurtosis and the largest."""
    if not abs(scores.mean()) <= 0.03:
        reject("the mean of the draws is not 0.", "0 within 3 % of the standard deviation", f"{scores.mean():.3g}")
    kurtosis, tolerance = {"normal": (3.0, 0.2), "uniform": (1.8, 0.05)}[family]
    squares = scores * scores
    got = float(np.mean(squares * squares) / np.mean(squares) ** 2)
    low, high = {"normal": (3.5, 9.0), "uniform": (0.999 * math.sqrt(3), 1.00001 * math.sqrt(3))}[family]
    if not abs(got - kurtosis) <= tolerance or not low <= np.abs(scores).max() <= high:
        wanted = f"a kurtosis of {kurtosis} within {tolerance}, the largest between {low:.4g} and {high:.4g} std"
        have = f"a kurtosis of {got:.3g} (normal 3, uniform 1.8), the largest {np.abs(scores).max():.4g} std"
        reject(f"the draws are not from a {family} distribution.", wanted, have)


def check_different(scores):
    """Check that hardly any weights are equal."""
    if (different := len(np.unique(scores))) < 0.9 * scores.size:
        reject("many weights are equal. Each is a draw of its own.", f"{scores.size} numbers", f"{different} different")


def random_shape(rng, rank):
    """Return a random shape of 80,000 weights or more, one of its fans two to three times the other."""
    kernel = rng.permutation([2, 3, 4, 5])[: rank - 2].tolist()
    ratio = rng.uniform(2, 3)
    small = math.ceil(math.sqrt(80_000 / ratio / math.prod(kernel)))
    channels = [small, math.ceil(ratio * small)]
    return (*(channels if rng.random() < 0.5 else channels[::-1]), *kernel)


@level("basic")
def test_draws_from_both_distributions(fills):
    """The worked example: uniform draws up to 0.1, normal ones of standard deviation 0.0577, a gain of 1 by default.

    Catches: fan-in-only, kaiming, bound-for-std, variance-for-std, normal-for-uniform, cuts-the-tails, other-default.
    """
    for fill, family in zip(fills, ("uniform", "normal"), strict=True):
        got = drawn(fill, SHAPE)
        check_spread(got, std_of(SHAPE))
        check_family(got / std_of(SHAPE), family)
        check_different(got)


@level("basic")
def test_counts_the_fans_of_any_layer(fills, rng):
    """Random linear layers, and convolutions along one, two and three axes.

    Catches: ignores-the-kernel, assumes-square-kernels.
    """
    for fill in fills:
        for rank in (2, 3, 4, 5):
            shape = random_shape(rng, rank)
            check_spread(drawn(fill, shape, 1.0), std_of(shape))


@level("basic")
def test_multiplies_by_the_gain(fills):
    """Gains of 0.5, √2 and 5/3, by position and by name.

    Catches: ignores-the-gain, gain-under-the-root.
    """
    for fill in fills:
        for gain in (0.5, math.sqrt(2), 5 / 3):
            check_spread(drawn(fill, SHAPE, gain), gain * std_of(SHAPE))
        value = fill(tensor=zeros(SHAPE), gain=3.0)
        if isinstance(value, Tensor):  # arguments by name do not come back; another check looks at the result
            check_spread(value.array.astype(np.float64), 3 * std_of(SHAPE))


@level("edge cases")
def test_fills_a_parameter_and_returns_it(fills):
    """A parameter is filled and returned, still requires gradients and has no history.

    Catches: records-gradients, returns-nothing.
    """
    shape = (24, 16, 3, 3)
    for fill in fills:
        call = fill.returned(Tensor(np.zeros(shape, dtype=np.float32), requires_grad=True), echo=True)
        after, value = elements(call.after[0], shape), elements(call.value, shape, "what is returned")
        if not np.array_equal(after, value):
            reject("what is returned is not the tensor that was filled.")
        for tensor in (call.after[0], call.value):
            if not tensor.requires_grad or tensor.has_history:
                reject("the parameter should require gradients as before, and have no history. Use torch.no_grad().")


@level("edge cases")
def test_draws_from_the_generator(xavier_uniform_, xavier_normal_, rng):
    """Two generators of one seed give the same weights, another seed others; without one each call draws anew.

    Catches: ignores-the-generator, seeds-itself.
    """
    one, other, first, second = map(int, rng.choice(2**31, 4, replace=False))
    shape = (20, 30)
    for function in (xavier_uniform_, xavier_normal_):
        left = drawn(function.seeded(first), shape, 1.0, torch_generator(one))
        right = drawn(function.seeded(second), shape, 1.0, generator=torch_generator(one))
        if not np.array_equal(left, right):
            reject("two generators of the same seed gave different weights. Draw from the generator alone.")
        another = drawn(function.seeded(first), shape, 1.0, torch_generator(other))
        without, again = drawn(function.seeded(first), shape), drawn(function.seeded(second), shape)
        for these, those in ((left, another), (left, without), (without, again)):
            if np.array_equal(these, those):
                reject("two generators gave the same weights. Draw from the one given, or from the global one.")


@level("errors")
def test_refuses_too_few_axes(fills):
    """Fewer than two axes raise a ValueError that names the tensor.

    Catches: no-checks.
    """
    for fill in fills:
        for shape in ((7,), ()):
            assert_refuses(fill, zeros(shape), naming="tensor")


@level("speed")
def test_is_fast_enough(xavier_uniform_, xavier_normal_, speed):
    """A weight of about 512x256x3x3 takes at most 13 times as long as the reference, by each function.

    Catches: kernel_by_kernel.py.
    """

    def same_spread(got, expected):
        shape = expected.array.shape
        check_spread(elements(got, shape, "the result"), std_of(shape))

    def draw(rng):
        return (zeros((*map(int, rng.integers(496, 529, 1)), *map(int, rng.integers(240, 273, 1)), 3, 3)),)

    for function in (xavier_uniform_, xavier_normal_):
        speed.at_most(13, function, draw, same_spread)


def density(function, tensor, gain=1.0, generator=None):
    """Return what the statement has the weights drawn from, for the picture; None for what it does not allow."""
    shape = getattr(getattr(tensor, "array", None), "shape", ())
    if len(shape) < 2 or not gain > 0:
        return None
    std = gain * std_of(shape)
    return Density("normal", std) if function == "xavier_normal_" else Density("uniform", math.sqrt(3) * std)
