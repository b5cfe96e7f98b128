"""The checks of `kaiming_init`. Each is a promise that the statement makes; its first line is what the learner reads.

No two right answers are equal, so draws are compared with their distribution. How often a right submission fails:

- The root mean square of n draws, n being 100,000 at least, has a standard error of 1/sqrt(2n), 0.22 %, for normal
  draws, less for uniform ones. 2 % are 8.9 of them: 4e-19 for each of some 60 checks and 124 timed answers.
- The mean is checked to 3 % of the std, 9.5 standard errors. The kurtosis of normal draws is checked to 0.15, worth 9.0
  by the transformation of Anscombe and Glynn, that of uniform ones to 0.05, 13.8 of them.
- The largest of n normal draws lies between 3.5 and 9 std but for 2.3e-19 n; that of n uniform ones, beyond 0.999 of
  the bound but for 0.999^n = 4e-44.
- Each convolution of a model is checked to 8 standard errors: below 1e-14 for each of 34.

Together below 1e-12: one run in a million million.
"""

import math
import re

import numpy as np
import pytest

from shousi.display import kind_of, text_of
from shousi.grading import Built, Density, Tensor, assert_refuses, level, reject

SHAPE = (128, 96, 3, 3)  # the worked example: fan_in 864, fan_out 1152, 110,592 elements
SMALL = (24, 16, 3, 3)
FILL = 0.25  # what everything in a model of factories.py holds before the call
CHANNELS = {  # of a weight's shape (out, in, *kernel); the last mode is a variant's
    "fan_in": lambda shape: shape[1],
    "fan_out": lambda shape: shape[0],
    "fan_avg": lambda shape: (shape[0] + shape[1]) / 2,
}
GAINS = {
    ("linear", 0.0): 1.0,
    ("conv2d", 0.0): 1.0,
    ("sigmoid", 0.0): 1.0,
    ("tanh", 0.0): 5 / 3,
    ("relu", 0.0): math.sqrt(2),
    ("selu", 0.0): 3 / 4,
    ("leaky_relu", 0.0): math.sqrt(2),
    ("leaky_relu", 0.5): math.sqrt(2 / 1.25),
    ("leaky_relu", math.sqrt(5)): math.sqrt(1 / 3),
    ("relu", 1.0): math.sqrt(2),  # the slope belongs to leaky_relu alone
    ("tanh", 1.0): 5 / 3,
}
MODELS = [Built("resnet", (block, (2, 1, 1, 1), 16, False)) for block in ("basic", "bottleneck")]
NORM = re.compile(r"(bn\d|downsample\.1)\.(weight|bias)$")


@pytest.fixture
def fills(kaiming_normal_, kaiming_uniform_, rng):
    """Return both functions that fill a weight; a mistake that is looked for draws the same numbers again."""
    return seeded(kaiming_normal_, rng), seeded(kaiming_uniform_, rng)


@level("basic")
def test_spreads_as_in_the_worked_example(fills):
    """The worked example, its arguments by name; without further arguments fan_in, relu and a slope of 0.

    Catches: defaults-to-leaky-relu.
    """
    for fill in fills:
        value = fill(tensor=Built("zeros", (SHAPE,)), mode="fan_out", nonlinearity="relu", a=0.0)
        if isinstance(value, Tensor):  # arguments by name do not come back, and another check looks at the result
            check_spread(value.array, 1 / 24)
        for given in ({}, {"a": 1.0}, {"nonlinearity": "leaky_relu"}):
            check_spread(drawn(fill, SHAPE, **given), math.sqrt(2 / 864))


@level("basic")
def test_counts_the_fans_of_any_layer(fills, rng):
    """Linear layers, and random convolutions along one, two and three axes, by both modes.

    Catches: assumes-square-kernels, crashes-without-a-kernel.
    """
    for fill in fills:
        for rank in (2, 3, 4, 5):
            for mode in ("fan_in", "fan_out"):
                shape = random_shape(rng, rank)
                check_spread(drawn(fill, shape, mode), math.sqrt(2 / fan_of(shape, mode)))


@level("basic")
def test_takes_the_gain_of_every_nonlinearity(fills):
    """The gain is that of the nonlinearity; only leaky_relu looks at a.

    Catches: gain-of-relu-for-all, ignores-the-slope.
    """
    shape = (125, 80, 11)  # fan_in 880, fan_out 1375, 110,000 elements
    for number, ((nonlinearity, a), gain) in enumerate(GAINS.items()):
        for fill in fills:
            mode = ("fan_in", "fan_out")[number % 2]
            check_spread(drawn(fill, shape, mode, nonlinearity, a), gain / math.sqrt(fan_of(shape, mode)))


@level("basic")
def test_draws_from_a_normal_distribution(kaiming_normal_, rng):
    """kaiming_normal_ draws from a whole normal distribution of mean 0.

    Catches: cuts-the-tails.
    """
    check_normal(drawn(seeded(kaiming_normal_, rng), SHAPE, "fan_in") / math.sqrt(2 / 864))


@level("basic")
def test_draws_from_a_uniform_distribution(kaiming_uniform_, rng):
    """kaiming_uniform_ draws evenly from [-bound, bound].

    Catches: normal-for-uniform.
    """
    got = drawn(seeded(kaiming_uniform_, rng), SHAPE, "fan_in")
    check_mean(got, 1 / math.sqrt(432), 0.03)
    largest = np.abs(got).max() * 12  # the bound is 1/12
    if not 0.999 <= largest <= 1 + 1e-6:  # draws made in float32 may round up
        reject("the draws do not fill [-bound, bound].", "|w| up to 0.08333", f"|w| up to {largest / 12:.4g}")
    check_kurtosis(got, 1.8, 0.05, "a uniform distribution")


@level("basic")
def test_draws_every_weight_by_itself(fills):
    """Every weight is a draw of its own.

    Catches: draws-half-the-channels.
    """
    for fill in fills:
        got = drawn(fill, SHAPE)
        different = len(np.unique(got))
        if different < 0.9 * got.size:  # drawn in float32, 0.4 % of them meet another
            summary = "many weights are equal: channels that start alike learn alike."
            reject(summary, f"{got.size} different numbers", f"{different} different numbers")


@level("basic")
def test_returns_the_tensor_that_it_filled(fills):
    """The tensor itself comes back, filled.

    Catches: returns-nothing.
    """
    for fill in fills:
        call = fill.returned(Built("zeros", (SMALL,)), echo=True)
        filled = elements(call.after[0], SMALL, "the tensor")
        if not isinstance(call.value, Tensor):
            reject("the filled tensor should be returned.", "the tensor", text_of(call.value))
        if not np.array_equal(call.value.array, filled):
            reject("what is returned is not the tensor.", text_of(call.after[0]), text_of(call.value))


@level("edge cases")
def test_fills_tensors_of_any_memory_layout(fills):
    """Transposed and sliced views and channels_last tensors are filled.

    Catches: fills-a-reshaped-copy.
    """
    for fill in fills:
        for layout in ("transposed", "sliced", "channels_last"):
            check_spread(drawn(fill, Built("zeros", (SHAPE, "float64", layout)), "fan_out"), 1 / 24)


@level("edge cases")
def test_keeps_the_dtype(fills):
    """A tensor of float16, float32 or float64 keeps its dtype.

    Catches: replaces-the-data.
    """
    for fill in fills:
        for dtype in ("float16", "float32", "float64"):
            got = drawn(fill, Built("zeros", (SHAPE, dtype)), "fan_out")
            if got.dtype != dtype:
                reject("the tensor has changed its dtype.", dtype, str(got.dtype))
            check_spread(got, 1 / 24)


@level("edge cases")
def test_records_no_gradient(fills):
    """A parameter is filled, still asks for gradients and has no history.

    Catches: records-gradients, returns-a-copy.
    """
    for fill in fills:
        call = fill.returned(Built("parameter", (SMALL,)), echo=True)
        # Whether the tensor comes back at all is for another check; here, that it is the parameter and no copy.
        returned = [(call.value, "the returned tensor")] if isinstance(call.value, Tensor) else []
        for tensor, what in [(call.after[0], "the parameter"), *returned]:
            elements(tensor, SMALL, what)
            if tensor.has_history:
                reject(f"{what} has a gradient history.", "no gradient recorded", "a history")
            if not tensor.requires_grad:
                reject(f"{what} no longer asks for gradients.", "requires_grad=True", "requires_grad=False (or a copy)")


@level("edge cases")
def test_draws_with_the_global_generator(kaiming_normal_, kaiming_uniform_, rng):
    """torch.manual_seed makes the draws repeatable; each call draws anew and moves the generator on.

    Catches: draws-from-numpy, seeds-itself.
    """
    seed, *others = seeds(rng, 5)
    for function in (kaiming_normal_, kaiming_uniform_):
        first, again, anew, another, later = (
            drawn(function, Built("after_seeding", (SMALL, seed, others[0]))),
            drawn(function, Built("after_seeding", (SMALL, seed, others[1]))),  # NumPy's seed and random's differ
            drawn(function, Built("zeros", (SMALL,))),
            drawn(function, Built("after_seeding", (SMALL, seed + 1, others[2]))),
            drawn(function, Built("after_seeding", (SMALL, seed, others[3], 5))),  # five draws later
        )
        if not np.array_equal(first, again):
            summary = "the same torch.manual_seed gave other draws. Draw with PyTorch's global generator."
            reject(summary, start_of(first), start_of(again))
        for one, other in ((first, anew), (first, another), (first, later), (anew, later), (another, later)):
            if np.array_equal(one, other):
                reject("two calls gave the same numbers.", "fresh draws", start_of(other))


@level("resnet")
def test_draws_the_convolutions_of_a_resnet(init_resnet_, rng):
    """Every convolution is kaiming normal by fan_out for relu; the same seed gives the same, another gives another.

    Catches: resnet-by-fan-in, resnet-top-level-only, seeds-the-model.
    """
    for model in MODELS:
        pool = []
        for name, weight in state_of(seeded(init_resnet_, rng), model).items():
            if weight.ndim == 4:
                std = math.sqrt(2 / fan_of(weight.shape, "fan_out"))
                check_spread(weight, std, 8 / math.sqrt(2 * weight.size), name)
                check_mean(weight, std, 8 / math.sqrt(weight.size), name)
                pool.append(weight.ravel() / std)
        check_normal(np.concatenate(pool))
    first, second = seeds(rng, 2)
    one, again, other = (state_of(init_resnet_.seeded(s), MODELS[0])["conv1.weight"] for s in (first, first, second))
    if not np.array_equal(one, again):
        reject("the same seed gave another model.", start_of(one), start_of(again))
    if np.array_equal(one, other):
        reject("two seeds gave the same model.", "fresh draws", start_of(other))


@level("resnet")
def test_sets_batch_norms_to_the_identity(init_resnet_, rng):
    """Every batch norm has weight 1 and bias 0, those of the shortcuts too.

    Catches: leaves-batch-norm-biases.
    """
    for model in MODELS:
        for name, values in state_of(seeded(init_resnet_, rng), model).items():
            if kind := NORM.search(name):
                check_all(values, 1.0 if kind[2] == "weight" else 0.0, name)


@level("resnet")
def test_leaves_everything_else_as_it_was(init_resnet_, rng):
    """Linear layers, convolution biases, running statistics stay as they are.

    Catches: initializes-linear-layers, zeroes-convolution-biases.
    """
    for block in ("basic", "bottleneck"):
        state = state_of(seeded(init_resnet_, rng), Built("resnet", (block, (2, 1, 1, 1), 16, True)))
        for name, values in state.items():
            if name.startswith("fc.") or "running_" in name or re.search(r"conv\d\.bias$", name):
                check_all(values, FILL, name)


@level("resnet")
def test_zeroes_the_last_batch_norm_of_each_block(init_resnet_, rng):
    """zero_init_residual zeroes the weight of bn2 in each BasicBlock and of bn3 in each Bottleneck, and no other.

    Catches: ignores-zero-init, zeroes-bn2-of-bottlenecks, zeroes-the-shortcut.
    """
    for model, last in zip(MODELS, ("bn2", "bn3"), strict=True):
        for name, values in state_of(seeded(init_resnet_, rng), model, True).items():
            if name.endswith(".weight") and NORM.search(name):
                check_all(values, 0.0 if re.match(rf"layer\d\.\d\.{last}\.", name) else 1.0, name)


@level("errors")
def test_refuses_bad_arguments(fills):
    """Fewer than two axes, an unknown mode or nonlinearity raise a ValueError that names the argument.

    Catches: no-checks, any-other-mode-is-fan-out.
    """
    for fill in fills:
        for shape in [(7,), ()]:
            assert_refuses(fill, Tensor(np.zeros(shape)), naming="tensor")
        for mode in ("fan_mean", "in", ""):
            assert_refuses(fill, Built("zeros", (SMALL,)), mode, naming="mode")
        for nonlinearity in ("swish", ""):
            assert_refuses(fill, Built("zeros", (SMALL,)), "fan_in", nonlinearity, naming="nonlinearity")


@level("speed")
def test_draws_a_large_normal_weight_fast(kaiming_normal_, speed):
    """kaiming_normal_: at most 13 times the reference on about 512x512x3x3.

    Catches: normals_kernel_by_kernel.py.
    """
    speed.at_most(13, kaiming_normal_, draw_large, compare=LargeDraws())


@level("speed")
def test_draws_a_large_uniform_weight_fast(kaiming_uniform_, speed):
    """kaiming_uniform_: at most 13 times the reference on about 512x512x3x3.

    Catches: uniforms_kernel_by_kernel.py.
    """
    speed.at_most(13, kaiming_uniform_, draw_large, compare=LargeDraws())


def draw_large(rng):
    """Return a float32 weight to be filled, of another shape in each call."""
    rows, columns = (int(length) for length in rng.integers(496, 529, 2))
    return (Built("zeros", ((rows, columns, 3, 3), "float32")),)


class LargeDraws:
    """Checks the spread of a timed answer, and that its draws are not those of the call before."""

    def __init__(self):
        self.before = np.zeros(100)

    def __call__(self, got, expected):
        shape = expected.array.shape
        draws, std = elements(got, shape, "the result").ravel(), math.sqrt(2 / (9 * shape[1]))
        check_spread(draws, std)
        start, self.before = self.before, draws[:100] / std
        if np.allclose(self.before, start, rtol=1e-3):
            reject("the same numbers are drawn in each call.", "new draws", start_of(draws))


def density(function, tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    """Return what the statement has the weights drawn from, for the picture; None for what it does not allow."""
    gain = GAINS.get((nonlinearity, a))
    if function == "init_resnet_" or not isinstance(tensor, Built) or mode not in CHANNELS or gain is None:
        return None
    std = gain / math.sqrt(fan_of(tensor.args[0], mode))
    return Density("normal", std) if function == "kaiming_normal_" else Density("uniform", math.sqrt(3) * std)


def fan_of(shape, mode):
    """Return the fan of a weight of this shape."""
    return CHANNELS[mode](shape) * math.prod(shape[2:])


def random_shape(rng, rank):
    """Return a random shape of 100,000 to 200,000 weights, no wrong fan of which lies near a right one."""
    while True:
        kernel = tuple(int(length) for length in rng.integers(2, {3: 10, 4: 8, 5: 5}.get(rank, 2) + 1, rank - 2))
        first, second = (int(channels) for channels in rng.integers(8, 700, 2))
        shape = (first, second, *kernel)
        fan, other, area = fan_of(shape, "fan_in"), fan_of(shape, "fan_out"), math.prod(kernel)
        wrong = {other, first, second, first * second, (fan + other) / 2} | ({area} if kernel else set())
        wrong |= {channels * length ** len(kernel) for channels in (first, second) for length in kernel if rank > 3}
        near = [one for right in (fan, other) for one in wrong - {right} if 1 / 1.25 < one / right < 1.25]
        if 100_000 <= math.prod(shape) <= 200_000 and not near and fan != other:
            return shape


def seeds(rng, count):
    """Return random seeds."""
    return [int(seed) for seed in rng.integers(1, 2**31, count)]


def seeded(function, rng):
    """Return a function whose draws can be repeated when a mistake is looked for."""
    return function.seeded(seeds(rng, 1)[0])


def drawn(function, wanted, *args, **kwargs):
    """Return what a tensor of zeros, or a tensor made to order, holds after the call."""
    wanted = wanted if isinstance(wanted, Built) else Built("zeros", (wanted,))
    return elements(function.returned(wanted, *args, **kwargs, echo=True).after[0], wanted.args[0], "the tensor")


def state_of(function, model, *args):
    """Return what a model holds after the call, by name."""
    return {name: tensor.array for name, tensor in function.returned(model, *args, echo=True).after[0].items()}


def elements(value, shape, what):
    """Return the elements of a tensor that should have been filled."""
    if not isinstance(value, Tensor) or value.array.shape != tuple(shape):
        reject(f"{what} should be a tensor of shape {tuple(shape)}.", f"shape {tuple(shape)}", kind_of(value))
    if not value.array.any():
        reject(f"{what} still holds its zeros. Fill it in place.", "random draws", "zeros")
    return value.array


def check_spread(got, std, tolerance=0.02, name="the draws"):
    """Check the root mean square of draws; unlike the std it also sees a mean that is not 0."""
    rms = float(np.sqrt(np.mean(np.square(got, dtype=np.float64))))
    if not abs(rms / std - 1) <= tolerance:  # NaN fails too
        wanted = f"a root mean square of {std:.4g}, within {tolerance:.2g} of it"
        reject(f"{name}: the spread is {rms / std:.3g} times what it should be.", wanted, f"{rms:.4g}")


def check_mean(got, std, tolerance, name="the draws"):
    """Check that the mean of draws is 0."""
    mean = float(np.mean(got, dtype=np.float64)) / std
    if not abs(mean) <= tolerance:
        reject(f"{name}: the mean is not 0.", f"0 within {tolerance:.2g} std", f"{mean:.3g} std")


def check_kurtosis(got, expected, tolerance, family):
    """Check the fourth moment of draws, which tells one distribution of a given spread from another."""
    kurtosis = float(np.mean(got**4) / np.mean(got**2) ** 2)
    if not abs(kurtosis - expected) <= tolerance:
        wanted = f"a kurtosis of {expected} within {tolerance}"
        reject(f"the draws are not from {family}.", wanted, f"{kurtosis:.3g} (normal 3, uniform 1.8)")


def check_normal(scores):
    """Check that draws, in units of their std, come from a normal distribution."""
    check_mean(scores, 1.0, 0.03)
    check_kurtosis(scores, 3.0, 0.15, "a whole normal distribution")
    largest = float(np.abs(scores).max())
    if not 3.5 <= largest <= 9:
        reject("the tails are not those of a normal distribution.", "|w| up to 4 or 5 std", f"{largest:.3g} std")


def check_all(values, expected, name):
    """Check that all elements have one value."""
    wrong = values[values != expected]
    if wrong.size:
        reject(f"{name}: {wrong.size} of {values.size} elements are wrong.", f"all {expected:g}", f"{wrong[0]:g}")


def start_of(values):
    """Return the first of some numbers as text."""
    return ", ".join(f"{value:.5g}" for value in values.ravel()[:3]) + ", …"
