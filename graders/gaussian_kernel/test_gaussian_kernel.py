"""The checks of `gaussian_kernel`: the standard ones, and what is special about it."""

import numpy as np

from shousi.grading import Fast, assert_close, assert_precise, comparison, level, standard

# Relative to the largest element. What lies below cannot change a sum in float64, so whether a far-off weight is 1e-200
# or was rounded to zero is no matter (MATLAB's fspecial rounds there).
NOTHING = 1e-15
# Arithmetic in float32 passes: an exponent of 35 costs two of its seven digits. Weights below the second figure matter
# to nobody who blurs an image.
RTOL, TINY = 1e-4, 1e-12
ROW5 = np.exp(-np.array([4, 1, 0, 1, 4]) / 2.42)
ROW4 = np.exp(-np.array([2.25, 0.25, 0.25, 2.25]) / 2.42)
REFUSED = {
    "kernel_size": [-1, -4, 0, 2.5, 0.5, "3", (3, 3)],
    "sigma": [float("nan"), float("inf"), float("-inf")],
}


@comparison
def assert_kernel(got, expected):
    """Check that a kernel is this one, as exactly as float32 can tell."""
    assert_close(got, expected, rtol=RTOL, atol=TINY * expected.max())


@comparison
def assert_precise_kernel(got, expected):
    """Check that a kernel is this one, to nine digits or to nothing."""
    assert_precise(got, expected, atol=NOTHING * expected.max())


def draw(rng):
    """Return an odd size and a sigma, up to far beyond the size."""
    size = int(2 * rng.integers(1, 21) + 1)
    return size, float(rng.uniform(0.35, rng.choice([0.6, 3.0])) * size)


globals().update(
    standard(
        "gaussian_kernel",
        example=({"kernel_size": 5, "sigma": 1.1}, np.outer(ROW5, ROW5) / ROW5.sum() ** 2),
        draw=draw,
        compare=assert_kernel,
        unchanged=False,  # numbers cannot be changed
        refuses=REFUSED,
        speed=Fast(
            20, "kernels of size 501", lambda rng, size: (size, float(rng.uniform(0.12, 0.24)) * size),
            sizes=(125, 251, 501), of="sizes",
        ),
    )
)  # fmt: skip


@level("basic")
def test_answers_a_second_call_afresh(gaussian_kernel, solution):
    """A second call, alike in size and nearly in sigma, gets its own answer.

    Catches: remembers_by_rounded_sigma.py.
    """
    for sigma in (2.5, 2.52, 2.5):
        assert_kernel(gaussian_kernel(13, sigma), solution.gaussian_kernel(13, sigma))


@level("default sigma")
def test_takes_the_rule_where_sigma_is_zero_or_left_out(gaussian_kernel, solution):
    """With sigma 0, and without a sigma, the rule gives sigma.

    Catches: other-default-sigma.
    """
    for size in (7, 3, 5, 9, 11, 15, 31):
        assert_kernel(gaussian_kernel(size, 0.0), solution.gaussian_kernel(size, 0.0))
    assert_kernel(gaussian_kernel(), solution.gaussian_kernel(3, 0.8))
    assert_kernel(gaussian_kernel(21), solution.gaussian_kernel(21, 3.5))


@level("default sigma")
def test_takes_the_rule_where_sigma_is_negative(gaussian_kernel, solution):
    """A negative sigma means "not given", however large it is.

    Catches: rule-for-zero-only.
    """
    for size, sigma in ((5, -1.0), (7, -0.001), (3, -100.0), (9, -2)):
        assert_kernel(gaussian_kernel(size, sigma), solution.gaussian_kernel(size, 0.0))


@level("edge cases")
def test_centers_even_sizes_between_pixels(gaussian_kernel, solution, rng):
    """Even sizes read the same from all four sides, with a sigma or without.

    Catches: center-at-half-the-size, one-more-for-even-sizes, rule-rounded-down.
    """
    assert_kernel(gaussian_kernel(4, 1.1), np.outer(ROW4, ROW4) / ROW4.sum() ** 2)  # as in the statement
    sizes = [4, *rng.permutation(np.arange(6, 42, 2))[:8].tolist(), 2]
    for size in sizes:
        sigma = float(rng.uniform(max(0.8, size / 6), max(1.0, size / 3)))
        assert_kernel(gaussian_kernel(size, sigma), solution.gaussian_kernel(size, sigma))
    for size in sizes:
        assert_kernel(gaussian_kernel(size, 0.0), solution.gaussian_kernel(size, 0.0))


@level("edge cases")
def test_gives_one_for_size_one(gaussian_kernel):
    """Size 1 is the kernel [[1.0]], whatever sigma is.

    Catches: squeezes-size-one.
    """
    assert_kernel(gaussian_kernel(1, 1.5), np.ones((1, 1)))
    assert_kernel(gaussian_kernel(1, 0.0), np.ones((1, 1)))


@level("edge cases")
def test_keeps_the_weights_of_a_narrow_kernel(gaussian_kernel, solution, rng):
    """A small sigma in a large kernel makes small weights, and they are kept.

    Catches: cuts-at-four-sigma.
    """
    for size in rng.permutation(np.arange(17, 41, 2))[:8].tolist():
        sigma = float(rng.uniform(0.5, 1.9))  # four sigma are less than half the size
        assert_kernel(gaussian_kernel(size, sigma), solution.gaussian_kernel(size, sigma))
    assert_kernel(gaussian_kernel(9, 0.3), solution.gaussian_kernel(9, 0.3))


@level("precision")
def test_accepts_numbers_of_any_dtype(gaussian_kernel, solution):
    """The answer has nine digits in float64, whatever the dtype of size and sigma.

    Catches: squares-sigma-in-its-own-dtype.
    """
    sizes = [np.int64(5), np.int32(7), np.uint8(9), np.uint8(201), np.int8(101), np.uint64(11)]
    sigmas = [np.uint8(20), np.int8(12), 2, np.int64(3), np.float16(1.3), np.float32(0.7), np.float32(3.3)]
    for size, sigma in [(size, 0.3 * int(size)) for size in sizes] + [(17, sigma) for sigma in sigmas]:
        assert_precise_kernel(gaussian_kernel(size, sigma), solution.gaussian_kernel(int(size), float(sigma)))
