"""The checks of a toy exercise: small, and quick to grade."""

import numpy as np

from shousi.grading import assert_close, assert_inputs_unchanged, assert_refuses, level


@level("basic")
def test_doubles_the_example(double):
    """The example of the statement.

    Catches: wrong-at-four.
    """
    assert_close(double(np.array([1.0, -2.0, 4.0])), np.array([2.0, -4.0, 8.0]))


@level("basic")
def test_doubles_random_numbers(double, solution, rng):
    """Random numbers are doubled."""
    for _ in range(5):
        x = rng.normal(size=3) - 10  # away from the example
        assert_close(double(x), solution.double(x))


@level("basic")
def test_leaves_its_input_alone(double):
    """The input is not changed."""
    assert_inputs_unchanged(double, np.array([1.0, 2.0]))


@level("errors")
def test_refuses_nan(double):
    """A NaN raises a ValueError naming x."""
    assert_refuses(double, np.array([np.nan]), naming="x")


@level("speed")
def test_is_fast(double, speed):
    """A million numbers take at most 10 times as long as the reference."""
    speed.at_most(10, double, lambda rng: (rng.normal(size=500_000),))
