"""The checks of `adamw`. The function changes its arguments, so each check looks at what they are after the call."""

import numpy as np

from shousi.grading import assert_close, assert_refuses, comparison, level, reject
from shousi.grading.failures import Mismatch

SHAPES = ((3,), (2, 3), (4, 1, 2))


def fresh(params):
    """Return the state before the first step."""
    return {"step": 0, "m": [np.zeros(p.shape) for p in params], "v": [np.zeros(p.shape) for p in params]}


def draw(rng, shapes=SHAPES, size=1.0):
    """Return parameters, gradients of very different sizes, and the state before the first step."""
    params = [rng.normal(size=shape) for shape in shapes]
    grads = [size * rng.normal(size=shape) * 10.0 ** rng.integers(-2, 2, shape) for shape in shapes]
    return params, grads, fresh(params)


@comparison
def assert_same_after(got, expected):
    """Compare params, grads and state after a call. Float32 arithmetic passes: 1e-5 of the largest element."""
    params, grads, state = expected[:3]
    for name, one, other in (("params", got[0], params), ("grads", got[1], grads)):
        compare_lists(name, one, other)
    if not isinstance(got[2], dict) or not {"step", "m", "v"} <= got[2].keys():
        reject('state: the keys "step", "m" and "v" must stay.')
    for key in ("m", "v"):
        compare_lists(f'state["{key}"]', got[2][key], state[key])
    if not isinstance(got[2]["step"], int | float | np.number) or got[2]["step"] != state["step"]:
        reject(f'state["step"]: expected {state["step"]} after this step.')


def compare_lists(name, got, expected):
    """Compare lists of arrays, one by one."""
    if not isinstance(got, list | tuple) or len(got) != len(expected):
        reject(f"{name}: expected a list of {len(expected)} arrays.")
    for one, other in zip(got, expected, strict=True):
        try:
            assert_close(one, other)
        except Mismatch as mismatch:
            raise mismatch.explained(name) from None


def step(function, solution, *args, **kwargs):
    """Make a step with both, compare, and return the arguments after the solution's."""
    got = function.returned(*args, echo=True, **kwargs).after
    expected = solution.adamw_step.returned(*args, echo=True, **kwargs).after
    assert_same_after(got, expected)
    return expected


@level("basic")
def test_decays_as_in_the_example(adamw_step, solution, rng):
    """The first step of the worked example, and random steps that decay by lr times weight_decay, or not at all.

    Catches: decays-after-the-step.
    """
    params, grads = [np.array([1.0, -2.0])], [np.array([0.5, -0.25])]
    after = adamw_step.returned(params, grads, fresh(params), lr=0.1, weight_decay=0.1, echo=True).after
    state = {"step": 1, "m": [np.array([0.05, -0.025])], "v": [np.array([0.00025, 0.0000625])]}
    assert_same_after(after, [[np.array([0.89, -1.88])], grads, state])
    for lr, decay in ((0.5, 0.5), (0.01, 1.0), (0.1, 0.0)):
        step(adamw_step, solution, *draw(rng), lr=lr, weight_decay=decay)


@level("basic")
def test_makes_a_step_with_the_defaults(adamw_step, solution, rng):
    """One step of random parameters from a fresh state, by the defaults, also with another lr.

    Catches: other-default.
    """
    for lr in ((), (0.01,)):  # a decay of 0.01 times 0.001 would be lost among the float32 digits
        step(adamw_step, solution, *draw(rng), *lr)


@level("basic")
def test_makes_many_steps(adamw_step, solution, rng):
    """Six steps in a row, each from the state after the last, with new gradients.

    Catches: correction-of-first-step.
    """
    params, _, state = draw(rng)
    for _ in range(6):
        args = (params, draw(rng)[1], state, 0.1, (0.9, 0.999), 1e-8, 0.0)
        params, _, state, *_ = step(adamw_step, solution, *args)


@level("options")
def test_adds_eps_to_the_root(adamw_step, solution, rng):
    """`eps` is added to the root of the corrected mean: it shows where it is large, or gradients are tiny.

    Catches: eps-inside-the-root, eps-before-the-correction, ignores-eps.
    """
    for eps, size in ((0.1, 1.0), (1e-8, 1e-8)):
        step(adamw_step, solution, *draw(rng, size=size), lr=0.5, eps=eps, weight_decay=0.0)


@level("options")
def test_takes_other_betas(adamw_step, solution, rng):
    """Other `betas`, zeros among them.

    Catches: ignores-betas.
    """
    for betas in ((0.5, 0.95), (0.0, 0.9), (0.8, 0.0), (0.95, 0.7)):
        step(adamw_step, solution, *draw(rng), lr=0.1, betas=betas, weight_decay=0.0)


@level("options")
def test_decays_through_the_gradient_for_adam(adamw_step, solution, rng):
    """With `decoupled=False` the decay is a part of the gradient, in both means.

    Catches: always-decoupled, changes-the-gradients, decay-in-m-only.
    """
    for decay in (0.5, 0.1, 0.0):
        step(adamw_step, solution, *draw(rng), 0.1, (0.9, 0.999), 1e-8, decay, False)


@level("errors")
def test_refuses_bad_arguments(adamw_step):
    """A bad argument raises a ValueError that names it.

    Catches: no-checks.
    """
    params = [np.ones(2)]
    for grads in ([], [np.ones(3)]):
        assert_refuses(adamw_step, params, grads, fresh(params), naming="grads")
    bad = {"lr": [-0.1], "eps": [-1e-8], "weight_decay": [-0.1], "betas": [(1.0, 0.9), (0.9, -0.1), (0.9, 1.0)]}
    for name, values in bad.items():
        for value in values:
            assert_refuses(adamw_step, params, [np.ones(2)], fresh(params), naming=name, **{name: value})


@level("speed")
def test_is_fast_enough(adamw_step, solution, rng, speed):
    """50,000 parameters take at most 15 times as long as the reference."""
    shapes = ((200, 200), (200,), (50, 196))
    step(adamw_step, solution, *draw(rng, shapes))  # the answers of timed calls are None
    speed.at_most(15, adamw_step, lambda rng: draw(rng, shapes), lambda got, expected: None)
