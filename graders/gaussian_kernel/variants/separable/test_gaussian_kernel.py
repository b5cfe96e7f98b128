"""The checks of `gaussian_kernel`, of which only a row is asked for."""

import numpy as np

from shousi.grading import checks_of, grader_above, level

above = grader_above(__file__)


@level("basic")
def test_gives_the_row_of_the_worked_example(gaussian_kernel):
    """The row of size 5 in the worked example, its arguments passed by name.

    Catches: returns-the-kernel, returns-a-column, length-one.
    """
    weights = np.exp(-np.array([4.0, 1.0, 0.0, 1.0, 4.0]) / 2.42)
    above.assert_kernel(gaussian_kernel(kernel_size=5, sigma=1.1), weights / weights.sum())


@level("edge cases")
def test_centres_even_sizes_between_pixels(gaussian_kernel, solution, rng):
    """Even sizes read the same from both ends, with a sigma or without.

    Catches: centre-at-half-the-size.
    """
    weights = np.exp(-np.array([2.25, 0.25, 0.25, 2.25]) / 2.42)
    above.assert_kernel(gaussian_kernel(4, 1.1), weights / weights.sum())
    for size in rng.permutation(np.arange(2, 42, 2))[:8].tolist():
        above.assert_kernel(gaussian_kernel(size, 0.0), solution.gaussian_kernel(size, 0.0))


@level("edge cases")
def test_gives_one_weight_for_size_one(gaussian_kernel):
    """Size 1 is the row [1.0], whatever sigma is."""
    for sigma in (1.5, 0.0):
        above.assert_kernel(gaussian_kernel(1, sigma), np.ones(1))


@level("speed")
def test_is_fast_enough_for_a_long_row(gaussian_kernel, speed):
    """100,001 weights take at most 20 times as long as the reference."""
    speed.at_most(20, gaussian_kernel, lambda rng: (100_001, float(rng.uniform(1e4, 2e4))), compare=above.assert_kernel)


class TestAsAKernel(
    checks_of(
        above,
        without={
            "test_gives_the_first_kernel_of_the_worked_example",
            "test_centres_even_sizes_between_pixels",
            "test_gives_one_for_size_one",
            "test_is_fast_enough_for_size_501",
        },
    )
):
    """What the statement of gaussian_kernel promises of sizes, sigma and errors."""
