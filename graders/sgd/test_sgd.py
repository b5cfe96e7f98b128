"""The checks of `sgd`. The function changes its arguments, so each check looks at what they are after the call."""

import numpy as np

from shousi.display import kind_of
from shousi.grading import Tensor, assert_close, assert_refuses, comparison, level, reject
from shousi.grading.failures import Mismatch

SHAPES = ((3,), (2, 3), (4, 1, 2), ())


def parameter(values):
    """Return a tensor that requires gradients."""
    return Tensor(np.asarray(values, dtype=np.float32), requires_grad=True)


def tensor(values):
    """Return a tensor that does not."""
    return Tensor(np.asarray(values, dtype=np.float32))


def draw(rng, shapes=SHAPES):
    """Return parameters, their gradients, and no buffers yet."""
    params = [parameter(rng.normal(size=shape)) for shape in shapes]
    return params, [tensor(rng.normal(size=shape)) for shape in shapes], [None] * len(shapes)


@comparison
def assert_same_after(got, expected):
    """Compare params, grads and, with momentum, buffers after a call. Float32 is off by 1e-7 or so."""
    momentum = expected[4] if len(expected) > 4 else 0.0
    for name, one, other in zip(("params", "grads", "buffers"), got, expected[: 3 if momentum else 2], strict=False):
        compare_lists(name, one, other)


def compare_lists(name, got, expected):
    """Compare lists of tensors, one by one."""
    if not isinstance(got, list | tuple) or len(got) != len(expected):
        reject(f"{name}: expected a list of {len(expected)}.")
    for i, (one, other) in enumerate(zip(got, expected, strict=True)):
        if (one is None) != (other is None):
            reject(f"{name}[{i}]: expected {kind_of(other)} after the call, got {kind_of(one)}.")
        if other is None:
            continue
        try:
            assert_close(one, other)
        except Mismatch as mismatch:
            raise mismatch.explained(f"{name}[{i}]") from None
        if name == "params" and not (isinstance(one, Tensor) and one.requires_grad and not one.has_history):
            reject(f"params[{i}]: it must still require gradients and have no history. Use torch.no_grad().")


def step(function, solution, *args):
    """Make a step with both, compare, and return the solution's params and buffers."""
    got = function.returned(*args, echo=True).after
    expected = solution.sgd_step.returned(*args, echo=True).after
    assert_same_after(got, expected)
    return expected[0], expected[2]


def steps(function, solution, rng, *options, count=4):
    """Make some steps in a row, each with new gradients."""
    params, _, buffers = draw(rng)
    for _ in range(count):
        params, buffers = step(function, solution, params, draw(rng)[1], buffers, *options)


@level("basic")
def test_steps_against_the_gradient(sgd_step, solution, rng):
    """One step without momentum: lr times the gradient, options left out, and with `weight_decay`.

    Catches: no-no-grad, new-tensors, steps-upwards, no-decay, changes-the-gradients, momentum-by-default.
    """
    params, grads, _ = draw(rng)
    step(sgd_step, solution, params, grads, draw(rng)[1], 0.5)  # buffers of earlier steps count for nothing
    for decay in (0.1, 0.5):
        step(sgd_step, solution, *draw(rng), 0.1, 0.0, 0.0, decay)


@level("basic")
def test_keeps_momentum(sgd_step, solution, rng):
    """The worked example, and steps in a row: the buffer decays, takes the gradient whole, and holds no lr.

    Catches: momentum-as-a-mean, lr-in-the-buffer, forgets-the-buffer, decoupled-decay, dampened-by-default.
    """
    options = {"lr": 0.1, "momentum": 0.9, "weight_decay": 0.1}
    params, buffers = [parameter([1, -2])], [None]
    for grad, after, buffer in (
        ([0.5, -0.25], [0.94, -1.955], [0.6, -0.45]),
        ([0.5, 0.0], [0.8266, -1.89495], [1.134, -0.6005]),
    ):
        grads = [tensor(grad)]
        got = sgd_step.returned(params, grads, buffers, echo=True, **options).after
        params, buffers = [parameter(after)], [tensor(buffer)]
        assert_same_after(got, [params, grads, buffers, 0.1, 0.9])
    for momentum in (0.9, 0.5):
        steps(sgd_step, solution, rng, 0.2, momentum)


@level("options")
def test_dampens_all_steps_but_the_first(sgd_step, solution, rng):
    """`dampening` takes its share off the new gradient, but not in the first step.

    Catches: no-dampening, dampens-the-first-step.
    """
    for dampening in (0.3, 0.9):
        steps(sgd_step, solution, rng, 0.2, 0.8, dampening, count=3)


@level("options")
def test_looks_ahead_with_nesterov(sgd_step, solution, rng):
    """With `nesterov=True` the step is the gradient plus momentum times the new buffer, from the first step on.

    Catches: nesterov-ignored, nesterov-kept-in-the-buffer, nesterov-without-decay.
    """
    for momentum, decay in ((0.9, 0.0), (0.6, 0.2)):
        steps(sgd_step, solution, rng, 0.2, momentum, 0.0, decay, True, count=3)


@level("edge cases")
def test_leaves_parameters_without_a_gradient_alone(sgd_step, solution, rng):
    """Where the gradient is None, parameter and buffer stay as they are; the first step may come later.

    Catches: none-is-zero.
    """
    params, grads, buffers = draw(rng)
    for missing in ((0, 2), (1,), ()):
        partly = [None if i in missing else grad for i, grad in enumerate(grads)]
        params, buffers = step(sgd_step, solution, params, partly, buffers, 0.1, 0.9, 0.0)
    step(sgd_step, solution, params, [None] * len(params), buffers, 0.1, 0.9, 0.5, 0.3)


@level("errors")
def test_refuses_bad_arguments(sgd_step, rng):
    """Lengths, shapes and numbers that do not fit raise a ValueError that names the argument.

    Catches: no-checks.
    """
    params, grads, buffers = draw(rng)
    for bad in (grads[:-1], [*grads, grads[0]], grads[::-1], [None, grads[0], None, None]):
        assert_refuses(sgd_step, params, bad, buffers, 0.1, naming="grads")
    for name in ("lr", "momentum", "dampening", "weight_decay"):
        assert_refuses(sgd_step, params, grads, buffers, **{"lr": 0.1} | {name: -0.1}, naming=name)
    for options in ({}, {"momentum": 0.9, "dampening": 0.1}):
        assert_refuses(sgd_step, params, grads, buffers, 0.1, nesterov=True, **options, naming="nesterov")


@level("speed")
def test_is_fast_enough(sgd_step, speed):
    """200,000 parameters take at most 20 times as long as the reference.

    Catches: number_by_number.py.
    """
    options = 0.1, 0.9, 0.0, 0.01
    # What is returned is not looked at: all other checks compare the arguments.
    speed.at_most(20, sgd_step, lambda rng: (*draw(rng, ((400, 500), (500,))), *options), lambda got, expected: None)
