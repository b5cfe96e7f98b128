"""The checks of `gaussian_kernel`. Each is a promise of the statement; its first line is what the learner reads."""

import numpy as np

from shousi.grading import assert_close, assert_precise, assert_refuses, comparison, level

# Relative to the largest element. What lies below cannot change a sum in float64, so whether a far-off weight is 1e-200
# or was rounded to zero is no matter (MATLAB's fspecial rounds there).
NOTHING = 1e-15
# Arithmetic in float32 passes: an exponent of 35 costs two of its seven digits. Weights below the second figure matter
# to nobody who blurs an image.
RTOL, TINY = 1e-4, 1e-12


@level("basic")
def test_gives_the_first_kernel_of_the_worked_example(gaussian_kernel):
    """The kernel of size 5 in the worked example, its arguments passed by name.

    Catches: renamed-arguments.
    """
    weights = np.exp(-np.array([4.0, 1.0, 0.0, 1.0, 4.0]) / 2.42)
    assert_kernel(gaussian_kernel(kernel_size=5, sigma=1.1), np.outer(weights, weights) / weights.sum() ** 2)


@level("default sigma")
def test_takes_the_rule_where_sigma_is_zero_or_left_out(gaussian_kernel, solution):
    """With sigma 0, and without a sigma, the rule gives sigma.

    Catches: rule-for-negative-only, other-default-size, other-default-sigma.
    """
    for size in (7, 3, 5, 9, 11, 15, 31):
        assert_kernel(gaussian_kernel(size, 0.0), solution.gaussian_kernel(size, 0.0))
    assert_kernel(gaussian_kernel(), solution.gaussian_kernel(3, 0.8))
    assert_kernel(gaussian_kernel(21), solution.gaussian_kernel(21, 3.5))


@level("default sigma")
def test_takes_the_rule_where_sigma_is_negative(gaussian_kernel, solution):
    """A negative sigma means "not given", however large it is.

    Catches: rule-for-zero-only, refuses-negative-sigma.
    """
    for size, sigma in ((5, -1.0), (7, -0.001), (3, -100.0), (9, -2)):
        assert_kernel(gaussian_kernel(size, sigma), solution.gaussian_kernel(size, 0.0))


@level("edge cases")
def test_centres_even_sizes_between_pixels(gaussian_kernel, solution, rng):
    """Even sizes read the same from all four sides, with a sigma or without.

    Catches: centre-at-half-the-size, one-more-for-even-sizes, rule-with-the-radius.
    """
    weights = np.exp(-np.array([2.25, 0.25, 0.25, 2.25]) / 2.42)  # the second kernel of the worked example
    assert_kernel(gaussian_kernel(4, 1.1), np.outer(weights, weights) / weights.sum() ** 2)
    sizes = [4, *rng.permutation(np.arange(6, 42, 2))[:8].tolist(), 2]
    for size in sizes:
        sigma = float(rng.uniform(max(0.8, size / 6), max(1.0, size / 3)))
        assert_kernel(gaussian_kernel(size, sigma), solution.gaussian_kernel(size, sigma))
    for size in sizes:
        assert_kernel(gaussian_kernel(size, 0.0), solution.gaussian_kernel(size, 0.0))


@level("edge cases")
def test_gives_one_for_size_one(gaussian_kernel):
    """Size 1 is the kernel [[1.0]], whatever sigma is.

    Catches: refuses-size-one, squeezes-size-one.
    """
    assert_kernel(gaussian_kernel(1, 1.5), np.ones((1, 1)))
    assert_kernel(gaussian_kernel(1, 0.0), np.ones((1, 1)))


@level("edge cases")
def test_keeps_the_weights_of_a_narrow_kernel(gaussian_kernel, solution, rng):
    """A small sigma in a large kernel makes small weights, and they are kept.

    Catches: cuts-at-four-sigma, drops-small-weights.
    """
    for size in rng.permutation(np.arange(17, 41, 2))[:8].tolist():
        sigma = float(rng.uniform(0.5, 1.9))  # four sigma are less than half the size
        assert_kernel(gaussian_kernel(size, sigma), solution.gaussian_kernel(size, sigma))
    assert_kernel(gaussian_kernel(9, 0.3), solution.gaussian_kernel(9, 0.3))


@level("precision")
def test_accepts_sizes_of_any_integer_dtype(gaussian_kernel, solution):
    """NumPy's integers are sizes like any other, unsigned ones too.

    Catches: refuses-numpy-integers, negates-the-size-in-its-own-dtype.
    """
    for size in (np.int64(5), np.int32(7), np.uint8(9), np.uint8(201), np.int8(101), np.uint64(11)):
        sigma = 0.3 * int(size)
        assert_precise_kernel(gaussian_kernel(size, sigma), solution.gaussian_kernel(int(size), sigma))


@level("precision")
def test_accepts_a_sigma_of_any_real_dtype(gaussian_kernel, solution):
    """Sigma may be a whole number, a short float, or any number of NumPy.

    Catches: squares-sigma-in-its-own-dtype, wants-sigma-to-be-a-float.
    """
    whole = ((11, 2), (101, np.uint8(20)), (61, np.int8(12)), (15, np.int64(3)))
    short = ((7, np.float16(1.3)), (5, np.float32(0.7)), (17, np.float32(3.3)))
    for size, sigma in whole + short:
        assert_precise_kernel(gaussian_kernel(size, sigma), solution.gaussian_kernel(size, float(sigma)))


@level("basic")
def test_agrees_with_the_solution_on_random_sizes(gaussian_kernel, solution, rng):
    """Random odd sizes, with random sigmas up to far beyond the size.

    Catches: caps-sigma-by-the-size.
    """
    for round_, size in enumerate(rng.permutation(np.arange(3, 43, 2))[:14].tolist()):
        sigma = float(rng.uniform(0.35, (0.6, 3.0)[round_ % 2]) * size)
        assert_kernel(gaussian_kernel(size, sigma), solution.gaussian_kernel(size, sigma))


@level("basic")
def test_answers_a_second_call_afresh(gaussian_kernel, solution):
    """A second call, alike in size and nearly in sigma, gets its own answer.

    Catches: remembers_by_rounded_sigma.py.
    """
    for sigma in (2.5, 2.52, 2.5):
        assert_kernel(gaussian_kernel(13, sigma), solution.gaussian_kernel(13, sigma))


@level("errors")
def test_refuses_a_size_below_one(gaussian_kernel):
    """A size below 1 raises a ValueError naming kernel_size.

    Catches: accepts-any-size, accepts-size-zero.
    """
    for size in (-1, -4, 0):
        assert_refuses(gaussian_kernel, size, 1.0, naming="kernel_size")


@level("errors")
def test_refuses_a_size_that_is_no_integer(gaussian_kernel):
    """A size that is not an integer raises a ValueError naming kernel_size.

    Catches: truncates-the-size, accepts-fractional-sizes, type-error-for-the-size.
    """
    for size in (2.5, 0.5, "3", (3, 3)):
        assert_refuses(gaussian_kernel, size, 1.0, naming="kernel_size")


@level("errors")
def test_refuses_a_nan_sigma(gaussian_kernel):
    """A sigma of NaN raises a ValueError naming sigma.

    Catches: accepts-a-nan-sigma, takes-nan-for-not-given.
    """
    assert_refuses(gaussian_kernel, 5, float("nan"), naming="sigma")


@level("errors")
def test_refuses_an_infinite_sigma(gaussian_kernel):
    """An infinite sigma, minus infinity too, raises a ValueError naming sigma.

    Catches: accepts-an-infinite-sigma, takes-minus-infinity-for-not-given.
    """
    for sigma in (float("inf"), float("-inf")):
        assert_refuses(gaussian_kernel, 5, sigma, naming="sigma")


@level("speed")
def test_is_fast_enough_for_size_501(gaussian_kernel, speed):
    """Size 501 takes at most 20 times as long as the reference.

    Catches: element_loops.py, list_comprehension.py, numpy_vectorize.py.
    """
    speed.at_most(20, gaussian_kernel, _large, compare=assert_kernel, sizes=(125, 251, 501), of="sizes")


@comparison
def assert_kernel(got, expected):
    """Check that a kernel is this one, as exactly as float32 can tell."""
    assert_close(got, expected, rtol=RTOL, atol=TINY * expected.max())


@comparison
def assert_precise_kernel(got, expected):
    """Check that a kernel is this one, to nine digits or to nothing."""
    assert_precise(got, expected, atol=NOTHING * expected.max())


def _large(rng, size):
    return size, float(rng.uniform(0.12, 0.24)) * size
