"""The checks of `gaussian_kernel`, of which only a row is asked for."""

import numpy as np

from shousi.grading import Fast, checks_of, grader_above, level, standard

above = grader_above(__file__)
globals().update(
    standard(
        "gaussian_kernel",
        example=({"kernel_size": 5, "sigma": 1.1}, above.ROW5 / above.ROW5.sum()),
        draw=above.draw,
        compare=above.assert_kernel,
        unchanged=False,
        refuses=above.REFUSED,
        speed=Fast(20, "100,001 weights", lambda rng: (100_001, float(rng.uniform(1e4, 2e4)))),
    )
)


@level("edge cases")
def test_centers_even_sizes_between_pixels(gaussian_kernel, solution, rng):
    """Even sizes read the same from both ends, with a sigma or without.

    Catches: center-at-half-the-size.
    """
    above.assert_kernel(gaussian_kernel(4, 1.1), above.ROW4 / above.ROW4.sum())
    for size in rng.permutation(np.arange(2, 42, 2))[:8].tolist():
        above.assert_kernel(gaussian_kernel(size, 0.0), solution.gaussian_kernel(size, 0.0))


@level("edge cases")
def test_gives_one_weight_for_size_one(gaussian_kernel):
    """Size 1 is the row [1.0], whatever sigma is."""
    for sigma in (1.5, 0.0):
        above.assert_kernel(gaussian_kernel(1, sigma), np.ones(1))


OWN = {"test_centers_even_sizes_between_pixels", "test_gives_one_for_size_one"}
STANDARD = {name for name in vars(above) if name.startswith("test_gaussian_kernel_")}


class TestAsAKernel(checks_of(above, without=OWN | STANDARD)):
    """What the statement of gaussian_kernel promises of sizes and sigma."""
