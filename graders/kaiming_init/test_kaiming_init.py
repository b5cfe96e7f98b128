"""The checks of `kaiming_init`. Each is a promise that the statement makes; its first line is what the learner reads.

Random draws can only be held to their distribution. The probability that a right submission fails a run:

- The root mean square of n draws, n being 100,000 at least, is held within 2 %. Its standard error is
  1/sqrt(2n) = 0.22 % for normal draws and 0.14 % for uniform ones: 8.9 and 14 standard errors, 4e-19 for each of 58,
  and of the timed answers, of which there are at most 124.
- The mean is held within 3 % of the std, 9.5 standard errors of 1/sqrt(n): 3e-21 for each of 4.
- The kurtosis of normal draws is held to 3 +- 0.15, 9.7 standard errors of sqrt(24/n). It leans to the right: by the
  transformation of Anscombe and Glynn, 3.15 is worth 9.0 normal standard errors, 9e-20 for each of 3. That of uniform
  draws is held to 1.8 +- 0.05, 13.8 standard errors of sqrt(1.317/n): below 1e-40.
- The largest of n normal draws is held to 3.5 to 9 std. It is less with 0.99953^n = 6e-21, and more with 2.3e-19 n:
  2e-13 for all three, two of which are models of some 400,000 weights.
- The largest of n uniform draws is held to 0.999 of the bound at least: 0.999^n = 4e-44.
- Each convolution of a model is held within 8 standard errors. With n = 256, the smallest, that is 1e-14 for the root
  mean square (chi squared with n degrees of freedom) and 1e-15 for the mean, for each of 34.

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
SPREAD = 0.02
FILL = 0.25  # what everything in a model of made.py holds before the call
CHANNELS = {  # of a weight's shape (out, in, *kernel); the last mode is a variant's
    "fan_in": lambda shape: shape[1],
    "fan_out": lambda shape: shape[0],
    "fan_avg": lambda shape: (shape[0] + shape[1]) / 2,
}
GAINS = [
    ("linear", 0.0, 1.0),
    ("conv2d", 0.0, 1.0),
    ("sigmoid", 0.0, 1.0),
    ("tanh", 0.0, 5 / 3),
    ("relu", 0.0, math.sqrt(2)),
    ("selu", 0.0, 3 / 4),
    ("leaky_relu", 0.0, math.sqrt(2)),
    ("leaky_relu", 0.5, math.sqrt(2 / 1.25)),
    ("leaky_relu", math.sqrt(5), math.sqrt(1 / 3)),
    ("relu", 1.0, math.sqrt(2)),  # the slope belongs to leaky_relu alone
    ("tanh", 1.0, 5 / 3),
]


@pytest.fixture
def fills(kaiming_normal_, kaiming_uniform_, rng):
    """Return both functions that fill a weight; a mistake that is looked for draws the same numbers again."""
    return _seeded(kaiming_normal_, rng), _seeded(kaiming_uniform_, rng)


@level("basic")
def test_spreads_as_in_the_worked_example(fills):
    """The worked example of the statement, its arguments passed by name.

    Catches: renamed-arguments.
    """
    by_name = {"mode": "fan_out", "nonlinearity": "relu", "a": 0.0}
    for fill in fills:
        value = fill(tensor=Built("zeros", (SHAPE,)), **by_name)
        if isinstance(value, Tensor):  # arguments by name do not come back, and another check looks at the result
            _hold_spread(value.array, 1 / 24)


@level("basic")
def test_takes_fan_in_and_relu_when_nothing_is_said(fills):
    """Without further arguments: fan_in, relu and a slope of 0.

    Catches: defaults-to-fan-out, defaults-to-leaky-relu, defaults-to-a-slope.
    """
    for fill in fills:
        for given in ({}, {"a": 1.0}, {"nonlinearity": "leaky_relu"}):
            _hold_spread(_drawn(fill, SHAPE, **given), math.sqrt(2 / 864))


@level("basic")
def test_counts_the_fans_of_a_linear_layer(fills, rng):
    """The weight of a linear layer has shape (out, in).

    Catches: crashes-without-a-kernel.
    """
    for fill in fills:
        for mode in ("fan_in", "fan_out"):
            shape = _shape(rng, rank=2)
            _hold_spread(_drawn(fill, shape, mode), math.sqrt(2 / _fan(shape, mode)))


@level("basic")
def test_counts_the_fans_of_any_convolution(fills, rng):
    """Random convolutions along one, two and three axes, by both modes.

    Catches: assumes-square-kernels, assumes-two-axes.
    """
    for fill in fills:
        for rank in (3, 4, 5):
            for mode in ("fan_in", "fan_out"):
                shape = _shape(rng, rank)
                _hold_spread(_drawn(fill, shape, mode), math.sqrt(2 / _fan(shape, mode)))


@level("basic")
def test_takes_the_gain_of_every_nonlinearity(fills):
    """The gain is that of the nonlinearity; only leaky_relu looks at a.

    Catches: gain-of-relu-for-all, ignores-the-slope, slope-for-all.
    """
    shape = (125, 80, 11)  # fan_in 880, fan_out 1375, 110,000 elements
    for number, (nonlinearity, a, gain) in enumerate(GAINS):
        for fill in fills:
            mode = ("fan_in", "fan_out")[number % 2]
            got = _drawn(fill, shape, mode, nonlinearity, a)
            _hold_spread(got, gain / math.sqrt(_fan(shape, mode)))


@level("basic")
def test_draws_from_a_normal_distribution(kaiming_normal_, rng):
    """kaiming_normal_ draws from a whole normal distribution of mean 0.

    Catches: cuts_the_tails.py, and the tails of some mistakes that init_resnet_ also shows.
    """
    _hold_normal(_drawn(_seeded(kaiming_normal_, rng), SHAPE, "fan_in") / math.sqrt(2 / 864))


@level("basic")
def test_draws_from_a_uniform_distribution(kaiming_uniform_, rng):
    """kaiming_uniform_ draws evenly from [-bound, bound].

    Catches: normal-for-uniform, uniform-from-zero.
    """
    got = _drawn(_seeded(kaiming_uniform_, rng), SHAPE, "fan_in")
    std = 1 / math.sqrt(432)
    _hold_mean(got, std, 0.03)
    largest = np.abs(got).max() * 12  # the bound is 1/12
    if not 0.999 <= largest <= 1 + 1e-6:  # draws made in float32 may round up
        reject("the draws do not fill [-bound, bound].", "|w| up to 0.08333", f"|w| up to {largest / 12:.4g}")
    _hold_kurtosis(got, 1.8, 0.05, "a uniform distribution")


@level("basic")
def test_draws_every_weight_by_itself(fills):
    """Every weight is a draw of its own.

    Catches: draws_half_the_channels.py.
    """
    for fill in fills:
        got = _drawn(fill, SHAPE)
        different = len(np.unique(got))
        if different < 0.9 * got.size:  # drawn in float32, 0.4 % of them meet another
            reject(
                "many weights are equal: channels that start alike learn alike.",
                f"{got.size} different numbers",
                f"{different} different numbers",
            )


@level("basic")
def test_returns_the_tensor_that_it_filled(fills):
    """The tensor itself comes back, filled.

    Catches: returns-nothing.
    """
    for fill in fills:
        call = fill.returned(Built("zeros", (SMALL,)), echo=True)
        filled = _tensor(call.after[0], SMALL, "the tensor")
        if not isinstance(call.value, Tensor):
            reject("the filled tensor should be returned.", "the tensor", text_of(call.value))
        if not np.array_equal(call.value.array, filled):
            reject("what is returned is not the tensor.", text_of(call.after[0]), text_of(call.value))


@level("edge cases")
def test_fills_tensors_of_any_memory_layout(fills):
    """Transposed and sliced views and channels_last tensors are filled.

    Catches: fills-a-reshaped-copy, flattens-with-view.
    """
    for fill in fills:
        for layout in ("transposed", "sliced", "channels_last"):
            _hold_spread(_drawn(fill, Built("zeros", (SHAPE, "float64", layout)), "fan_out"), 1 / 24)


@level("edge cases")
def test_keeps_the_dtype(fills):
    """A tensor of float16, float32 or float64 keeps its dtype.

    Catches: replaces-the-data.
    """
    for fill in fills:
        for dtype in ("float16", "float32", "float64"):
            call = fill.returned(Built("zeros", (SHAPE, dtype)), "fan_out", echo=True)
            got = _tensor(call.after[0], SHAPE, "the tensor")
            if got.dtype != dtype:
                reject("the tensor has changed its dtype.", dtype, str(got.dtype))
            _hold_spread(got, 1 / 24)


@level("edge cases")
def test_records_no_gradient(fills):
    """A parameter is filled, still asks for gradients and has no history.

    Catches: records-gradients, returns-a-copy.
    """
    for fill in fills:
        call = fill.returned(Built("parameter", (SMALL,)), echo=True)
        # Whether the tensor comes back at all is for another check; here, that it is the parameter and no copy.
        returned = [call.value] if isinstance(call.value, Tensor) else []
        for tensor, what in [(call.after[0], "the parameter"), *((item, "the returned tensor") for item in returned)]:
            _tensor(tensor, SMALL, what)
            if tensor.has_history:
                reject(f"{what} has a gradient history.", "no gradient recorded", "a history")
            if not tensor.requires_grad:
                reject(f"{what} no longer asks for gradients.", "requires_grad=True", "requires_grad=False (or a copy)")


@level("edge cases")
def test_repeats_itself_after_manual_seed(kaiming_normal_, kaiming_uniform_, rng):
    """torch.manual_seed makes the draws repeatable.

    Catches: draws-from-numpy.
    """
    seed, other, third = _seeds(rng, 3)
    for function in (kaiming_normal_, kaiming_uniform_):
        first = _drawn(function, Built("after_seeding", (SMALL, seed, other)))
        again = _drawn(function, Built("after_seeding", (SMALL, seed, third)))  # the seeds of NumPy and random differ
        if not np.array_equal(first, again):
            reject(
                "the same torch.manual_seed gave other draws. Draw with PyTorch's global generator.",
                _first(first),
                _first(again),
            )


@level("edge cases")
def test_draws_anew_in_every_call(kaiming_normal_, kaiming_uniform_, rng):
    """Each call draws anew and moves PyTorch's generator on.

    Catches: seeds-itself, remembers_by_shape.py, puts_the_generator_back.py.
    """
    seed, *others = _seeds(rng, 4)
    for function in (kaiming_normal_, kaiming_uniform_):
        drawn = [
            _drawn(function, Built("after_seeding", (SMALL, seed, others[0]))),
            _drawn(function, Built("zeros", (SMALL,))),
            _drawn(function, Built("after_seeding", (SMALL, seed + 1, others[1]))),
            _drawn(function, Built("after_seeding", (SMALL, seed, others[2], 5))),  # five draws later
        ]
        if any(np.array_equal(drawn[-1], earlier) for earlier in drawn[:-1]) or np.array_equal(drawn[0], drawn[1]):
            reject("two calls gave the same numbers.", "fresh draws", _first(drawn[-1]))


@level("resnet")
def test_draws_the_convolutions_of_a_resnet(init_resnet_, rng):
    """Every convolution is kaiming normal by fan_out for relu.

    Catches: resnet-by-fan-in, resnet-uniform, resnet-top-level-only, resnet-gain-one.
    """
    for model in _models():
        state = _state(_seeded(init_resnet_, rng), model)
        pool = []
        for name, weight in state.items():
            if weight.ndim == 4:
                std = math.sqrt(2 / _fan(weight.shape, "fan_out"))
                _hold_spread(weight, std, 8 / math.sqrt(2 * weight.size), name)
                _hold_mean(weight, std, 8 / math.sqrt(weight.size), name)
                pool.append(weight.ravel() / std)
        _hold_normal(np.concatenate(pool))


@level("resnet")
def test_sets_batch_norms_to_the_identity(init_resnet_, rng):
    """Every batch norm has weight 1 and bias 0, those of the shortcuts too.

    Catches: leaves-batch-norms, leaves-batch-norm-biases, zeroes-always.
    """
    for model in _models():
        for name, values in _state(_seeded(init_resnet_, rng), model).items():
            if kind := re.search(r"(bn\d|downsample\.1)\.(weight|bias)$", name):
                _hold_all(values, 1.0 if kind[2] == "weight" else 0.0, name)


@level("resnet")
def test_leaves_everything_else_as_it_was(init_resnet_, rng):
    """Linear layers, convolution biases, running statistics stay as they are.

    Catches: initialises-linear-layers, zeroes-convolution-biases, asks-if-bias, resets-running-statistics.
    """
    for model in _models(conv_bias=True):
        for name, values in _state(_seeded(init_resnet_, rng), model).items():
            conv_bias = re.search(r"conv\d\.bias$", name)
            if name.startswith("fc.") or conv_bias or "running_" in name:
                _hold_all(values, FILL, name)


@level("resnet")
def test_zeroes_the_last_batch_norm_of_basic_blocks(init_resnet_, rng):
    """zero_init_residual zeroes the weight of bn2 in each BasicBlock only.

    Catches: zeroes-bottlenecks-only.
    """
    _hold_zeroed(_state(_seeded(init_resnet_, rng), _models()[0], True), "bn2")


@level("resnet")
def test_zeroes_the_last_batch_norm_of_bottlenecks(init_resnet_, rng):
    """zero_init_residual zeroes the weight of bn3 in each Bottleneck only.

    Catches: zeroes-bn2-of-bottlenecks, zeroes-basic-blocks-only.
    """
    _hold_zeroed(_state(_seeded(init_resnet_, rng), _models()[1], True), "bn3")


@level("resnet")
def test_draws_every_model_anew(init_resnet_, rng):
    """Two seeds give two models, the same seed gives the same.

    Catches: seeds-the-model.
    """
    first, second = _seeds(rng, 2)
    model = _models()[0]
    weights = [_state(init_resnet_.seeded(seed), model)["conv1.weight"] for seed in (first, first, second)]
    if not np.array_equal(weights[0], weights[1]):
        reject("the same seed gave another model.", _first(weights[0]), _first(weights[1]))
    if np.array_equal(weights[0], weights[2]):
        reject("two seeds gave the same model.", "fresh draws", _first(weights[2]))


@level("errors")
def test_refuses_a_tensor_with_fewer_than_two_axes(fills):
    """A tensor with no or one axis raises a ValueError naming tensor.

    Catches: accepts-a-vector.
    """
    for fill in fills:
        for shape in [(7,), ()]:
            assert_refuses(fill, Tensor(np.zeros(shape)), naming="tensor")


@level("errors")
def test_refuses_an_unknown_mode(fills):
    """A mode other than fan_in and fan_out raises a ValueError naming mode.

    Catches: any-other-mode-is-fan-out, key-error-for-a-mode.
    """
    for fill in fills:
        for mode in ("fan_avg", "in", ""):
            assert_refuses(fill, Built("zeros", (SMALL,)), mode, naming="mode")


@level("errors")
def test_refuses_an_unknown_nonlinearity(fills):
    """An unknown nonlinearity raises a ValueError naming nonlinearity.

    Catches: any-other-nonlinearity-is-linear, key-error-for-a-nonlinearity.
    """
    for fill in fills:
        for nonlinearity in ("swish", ""):
            assert_refuses(fill, Built("zeros", (SMALL,)), "fan_in", nonlinearity, naming="nonlinearity")


@level("speed")
def test_draws_a_large_normal_weight_fast(kaiming_normal_, speed):
    """kaiming_normal_: at most 13 times the reference on 512x512x3x3.

    Catches: normals_kernel_by_kernel.py.
    """
    speed.at_most(13, kaiming_normal_, _large, compare=_hold_large)


@level("speed")
def test_draws_a_large_uniform_weight_fast(kaiming_uniform_, speed):
    """kaiming_uniform_: at most 13 times the reference on 512x512x3x3.

    Catches: uniforms_kernel_by_kernel.py.
    """
    speed.at_most(13, kaiming_uniform_, _large, compare=_hold_large)


def _large(_):
    return (Built("zeros", ((512, 512, 3, 3), "float32")),)


def _hold_large(got, _):
    """Hold a timed answer to the spread; no two right answers are equal."""
    _hold_spread(_tensor(got, (512, 512, 3, 3), "the result").ravel()[::16], math.sqrt(2 / 4608))  # 147,456 of them


def density(function, tensor, mode="fan_in", nonlinearity="relu", a=0.0):
    """Return what the statement has the weights drawn from, for the picture; None for what it does not allow."""
    gain = {(name, slope): gain for name, slope, gain in GAINS}.get((nonlinearity, a))
    if function == "init_resnet_" or not isinstance(tensor, Built) or mode not in CHANNELS or gain is None:
        return None
    std = gain / math.sqrt(_fan(tensor.args[0], mode))
    return Density("normal", std) if function == "kaiming_normal_" else Density("uniform", math.sqrt(3) * std)


def _fan(shape, mode):
    return CHANNELS[mode](shape) * math.prod(shape[2:])


def _shape(rng, rank):
    """Return a random shape of 100,000 to 200,000 weights, no wrong fan of which lies near a right one."""
    while True:
        kernel = tuple(int(length) for length in rng.integers(2, {3: 10, 4: 8, 5: 5}.get(rank, 2) + 1, rank - 2))
        first, second = (int(channels) for channels in rng.integers(8, 700, 2))
        shape = (first, second, *kernel)
        fan, other, area = _fan(shape, "fan_in"), _fan(shape, "fan_out"), math.prod(kernel)
        wrong = {other, first, second, first * second, (fan + other) / 2} | ({area} if kernel else set())
        wrong |= {channels * length ** len(kernel) for channels in (first, second) for length in kernel if rank > 3}
        near = [one for right in (fan, other) for one in wrong - {right} if 1 / 1.25 < one / right < 1.25]
        if 100_000 <= math.prod(shape) <= 200_000 and not near and fan != other:
            return shape


def _seeds(rng, count):
    return [int(seed) for seed in rng.integers(1, 2**31, count)]


def _seeded(function, rng):
    """Return a function whose draws can be repeated when a mistake is looked for."""
    return function.seeded(_seeds(rng, 1)[0])


def _models(*, conv_bias=False):
    return [Built("resnet", (block, (2, 1, 1, 1), 16, conv_bias)) for block in ("basic", "bottleneck")]


def _drawn(function, wanted, *args, **kwargs):
    """Return what a tensor of zeros, or a tensor made to order, holds after the call."""
    wanted = wanted if isinstance(wanted, Built) else Built("zeros", (wanted,))
    return _tensor(function.returned(wanted, *args, **kwargs, echo=True).after[0], wanted.args[0], "the tensor")


def _state(function, model, *args):
    """Return what a model holds after the call, by name."""
    return {name: tensor.array for name, tensor in function.returned(model, *args, echo=True).after[0].items()}


def _tensor(value, shape, what):
    """Return the elements of a tensor that should have been filled."""
    if not isinstance(value, Tensor) or value.array.shape != tuple(shape):
        reject(f"{what} should be a tensor of shape {tuple(shape)}.", f"shape {tuple(shape)}", kind_of(value))
    if not value.array.any():
        reject(f"{what} still holds its zeros. Fill it in place.", "random draws", "zeros")
    return value.array


def _hold_spread(got, std, tolerance=SPREAD, name="the draws"):
    """Hold draws to their root mean square; unlike the std it also sees a mean that is not 0."""
    rms = float(np.sqrt(np.mean(np.square(got, dtype=np.float64))))
    if not abs(rms / std - 1) <= tolerance:  # NaN fails too
        reject(
            f"{name}: the spread is {rms / std:.3g} times what it should be.",
            f"a root mean square of {std:.4g}, within {tolerance:.2g} of it",
            f"{rms:.4g}",
        )


def _hold_mean(got, std, tolerance, name="the draws"):
    mean = float(np.mean(got, dtype=np.float64)) / std
    if not abs(mean) <= tolerance:
        reject(f"{name}: the mean is not 0.", f"0 within {tolerance:.2g} std", f"{mean:.3g} std")


def _hold_kurtosis(got, expected, tolerance, family):
    kurtosis = float(np.mean(got**4) / np.mean(got**2) ** 2)
    if not abs(kurtosis - expected) <= tolerance:
        reject(
            f"the draws are not from {family}.",
            f"a kurtosis of {expected} within {tolerance}",
            f"{kurtosis:.3g} (normal 3, uniform 1.8)",
        )


def _hold_normal(scores):
    """Hold draws, in units of their std, to a normal distribution."""
    _hold_mean(scores, 1.0, 0.03)
    _hold_kurtosis(scores, 3.0, 0.15, "a whole normal distribution")
    largest = float(np.abs(scores).max())
    if not 3.5 <= largest <= 9:
        reject("the tails are not those of a normal distribution.", "|w| up to 4 or 5 std", f"{largest:.3g} std")


def _hold_all(values, expected, name):
    wrong = values[values != expected]
    if wrong.size:
        reject(f"{name}: {wrong.size} of {values.size} elements are wrong.", f"all {expected:g}", f"{wrong[0]:g}")


def _hold_zeroed(state, last):
    """Hold the weights of batch norms to 0 where they are called `last`, to 1 elsewhere."""
    for name, values in state.items():
        if re.search(r"(bn\d|downsample\.1)\.weight$", name):
            _hold_all(values, 0.0 if re.match(rf"layer\d\.\d\.{last}\.", name) else 1.0, name)


def _first(values):
    return ", ".join(f"{value:.5g}" for value in values.ravel()[:3]) + ", …"
