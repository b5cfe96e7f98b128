"""The checks of `conv2d`. Each is a promise that the statement makes; its first line is what the learner reads.

Checks of the first level pass `x` and `weight` alone, those of the second neither pairs nor dilation, so that a level
can be had before the next one is begun.
"""

import numpy as np
import pytest

from shousi.grading import assert_close, assert_inputs_unchanged, assert_precise, assert_refuses, level

# The worked example of the statement, of the stub and of the picture.
X = np.array([[[1.0, 2, 0, 1, 3], [0, 1, 3, 2, 1], [2, 1, 0, 1, 2], [1, 0, 2, 3, 1]]])
WEIGHT = np.array([[[[1.0, 2], [0, -1]]]])
SUMS = np.array([[[4.0, -1, 0, 6], [1, 7, 6, 2], [4, -1, -1, 4]]])
SUMS_AT_STRIDE_2 = np.array([[[9.0, 10, 7], [8, 17, 12], [12, 14, 15]]])  # with padding 1 and a bias of 10
SUMS_AT_DILATION_2 = np.array([[[1.0, 3, 4], [4, 2, 4]]])

# In units of the largest pixel times the largest weight. An output is the sum of at most 144 such products, which come
# out the same to 1e-12 in any order of summation and by way of the Fourier transform. Terms may cancel, so a tolerance
# relative to the output alone would not do. Sums in float32 pass where nine digits are not asked for.
ATOL, PRECISE = 1e-5, 1e-9


@pytest.fixture
def agrees(conv2d, solution, rng):
    """Return what holds an answer on a random image and weight of these sizes to the solution's."""

    def agrees(channels, image, kernel, **parameters):
        _hold(conv2d, solution, *_draw(rng, channels, image, kernel), **parameters)

    return agrees


@level("sliding window")
def test_gives_the_answer_of_the_worked_example(conv2d):
    """The worked example of the statement, its arguments passed by name.

    Catches: renamed-arrays.
    """
    assert_close(conv2d(x=X, weight=WEIGHT), SUMS)


@level("sliding window")
def test_gives_one_number_where_the_kernel_fills_the_image(agrees):
    """A kernel as large as the image fits once: shape (OC, 1, 1).

    Catches: refuses-a-kernel-as-large-as-the-image.
    """
    for channels, side in [((2, 3), 3), ((1, 3), 4), ((2, 1), 1), ((1, 1), 1)]:
        agrees(channels, (side, side), (side, side))


@level("sliding window")
def test_sums_integers_without_overflow(conv2d, solution, rng):
    """Images and weights of small integers, uint8 among them, do not overflow.

    Catches: computes-in-the-dtype-of-the-inputs, result-in-the-dtype-of-x.
    """
    for dtype, low, top in ((np.uint8, 0, 255), (np.int16, -300, 300), (np.int64, -1000, 1000)):
        x = rng.integers(low, top, (2, 5, 4), endpoint=True).astype(dtype)
        weight = rng.integers(low, top, (3, 2, 3, 3), endpoint=True).astype(dtype)
        _hold(conv2d, solution, x, weight)
        _hold(conv2d, solution, x, weight / top)


@level("precision")
def test_accepts_arrays_of_any_real_dtype(conv2d, solution, rng):
    """Large integers do not overflow, float32 is not summed in float32.

    Catches: computes-in-float32, computes_in_float32.py.
    """
    largest = {np.uint8: 255, np.int8: 127, np.int16: 30_000, np.uint16: 60_000, np.int32: 2_000_000_000}
    for dtype, top in largest.items():
        low = 0 if np.dtype(dtype).kind == "u" else -top
        x = rng.integers(low, top, (2, 5, 4), endpoint=True).astype(dtype)
        weight = rng.integers(low, top, (3, 2, 3, 3), endpoint=True).astype(dtype)
        _hold_precisely(conv2d, solution, x, weight)
        _hold_precisely(conv2d, solution, x, weight / top)
        _hold_precisely(conv2d, solution, x / top, weight)
    for dtype in (np.float16, np.float32):
        x, weight = _draw(rng, (2, 3), (5, 4), (3, 3))
        _hold_precisely(conv2d, solution, x.astype(dtype), weight.astype(dtype))
        _hold_precisely(conv2d, solution, x.astype(dtype), weight)
        _hold_precisely(conv2d, solution, x, weight.astype(dtype))


@level("sliding window")
def test_reads_arrays_of_any_memory_layout(conv2d, solution, rng):
    """Transposed, sliced and reversed arrays are read correctly.

    Catches: reads-raw-memory-of-x, reads-raw-memory-of-weight.
    """
    x, weight = _draw(rng, (2, 3), (6, 5), (3, 2))
    wide_x, wide_weight = np.full((2, 6, 10), -7.0), np.full((3, 2, 3, 4), -7.0)
    wide_x[..., ::2], wide_weight[..., ::2] = x, weight
    _hold(conv2d, solution, np.asfortranarray(x), weight)
    _hold(conv2d, solution, x, np.asfortranarray(weight))
    _hold(conv2d, solution, wide_x[..., ::2], wide_weight[..., ::2])
    _hold(conv2d, solution, x[::-1], weight[::-1])


@level("sliding window")
def test_slides_kernels_that_are_not_square(agrees):
    """Wide, tall, even and single-pixel kernels on wide and tall images.

    Catches: compares-height-with-width.
    """
    for kernel in [(1, 1), (1, 4), (3, 1), (2, 3), (4, 2), (6, 5), (3, 6), (5, 4)]:
        agrees((1, 1), (7, 9), kernel)
        agrees((1, 1), (8, 7), kernel)
    agrees((1, 1), (3, 9), (2, 5))  # the kernel is wider than the image is high
    agrees((1, 1), (8, 2), (6, 1))


@level("sliding window")
def test_sums_over_channels_on_random_images(agrees, rng):
    """Random images: each output is a sum over all input channels.

    Catches: each-channel-by-itself, reads-input-channels-first.
    """
    for round_ in range(24):
        channels = [(2, 3), (3, 3), (4, 2), (3, 1)][round_ % 4]
        size = 1 + round_ % 3
        image = rng.integers(4, 9, 2)
        agrees(channels, image, (size, size))


@level("sliding window")
def test_leaves_its_inputs_as_they_were(conv2d, solution, rng):
    """Image and weight are the same after the call as before.

    Catches: flips-the-weight-in-place, zeroes-the-image-in-place.
    """
    x, weight = _draw(rng, (2, 3), (6, 5), (3, 2))
    expected = solution.conv2d(x, weight)
    _close(assert_inputs_unchanged(conv2d, x, weight), expected, x, weight)


@level("sliding window")
def test_answers_a_second_call_afresh(conv2d):
    """A second call with the same shapes gets its own answer.

    Catches: remembers_by_shape.py.
    """
    assert_close(conv2d(X, WEIGHT), SUMS)
    assert_close(conv2d(X[:, ::-1, ::-1].copy(), WEIGHT[:, :, ::-1, ::-1].copy()), SUMS[:, ::-1, ::-1])


@level("stride and padding")
def test_takes_bias_stride_and_padding_in_this_order(conv2d):
    """The worked example with a bias of 10, stride 2 and padding 1, by position.

    Catches: padding-before-stride.
    """
    assert_close(conv2d(X, WEIGHT, np.array([10.0]), 2, 1), SUMS_AT_STRIDE_2)


@level("stride and padding")
def test_adds_to_each_output_channel_its_bias(conv2d, solution, rng):
    """Every output channel gets its own bias, added once.

    Catches: bias-along-the-width, first-bias-for-all, asks-whether-bias-is-true.
    """
    for channels in [(3, 4), (2, 3), (1, 3), (2, 1)]:
        x, weight = _draw(rng, channels, (6, 5), (3, 2))
        bias = rng.uniform(-1, 1, channels[1])
        _hold(conv2d, solution, x, weight, bias=bias)
        _hold(conv2d, solution, x, weight, bias=(100 * bias).astype(np.int8))


@level("stride and padding")
def test_drops_what_does_not_fill_a_stride(agrees, rng):
    """A stride need not divide: rows and columns left over are dropped.

    Catches: refuses-a-stride-beyond-the-image.
    """
    for round_ in range(24):
        stride = (2, 3, 1, 4, 2, 9)[round_ % 6]
        image = rng.integers(4, 10, 2)
        kernel = rng.integers(1, 4, 2)
        agrees((2, 3), image, kernel, stride=stride, padding=round_ % 2)


@level("stride and padding")
def test_pads_with_zeros_on_every_side(agrees):
    """Padding adds zeros on all four sides, up to far beyond the kernel.

    Catches: holds-the-kernel-against-the-image-without-padding.
    """
    for padding in (1, 2, 3, 5):
        agrees((2, 3), (5, 4), (3, 2), padding=padding)
        agrees((2, 3), (4, 6), (1, 1), padding=padding)
    agrees((2, 3), (2, 3), (5, 4), padding=2)  # only the padded image is large enough


@level("errors")
def test_gives_the_bias_where_there_is_no_image(agrees):
    """An image without rows or columns, padded, is all zeros: the bias is left.

    Catches: no-outputs-for-an-empty-image, refuses-an-empty-image.
    """
    for image in [(0, 3), (3, 0), (0, 0)]:
        agrees((2, 1), image, (2, 1), bias=np.array([0.5]), padding=2)


@level("stride and padding")
def test_leaves_the_bias_as_it_was(conv2d):
    """The bias is the same after the call as before.

    Catches: reshapes-the-bias-in-place.
    """
    # Integers, of which everybody makes a copy: that x and weight stay as they are is the promise of another check.
    got = assert_inputs_unchanged(conv2d, X.astype(np.int64), WEIGHT.astype(np.int64), np.array([10.0]))
    assert_close(got, SUMS + 10)


@level("dilation and pairs")
def test_spreads_the_taps_by_the_dilation(conv2d, solution, agrees, rng):
    """Dilation 1 is none, and 2 leaves out one pixel between two taps.

    Catches: dilation-by-name-only, takes-the-reach-for-larger.
    """
    assert_close(conv2d(X, WEIGHT, dilation=2), SUMS_AT_DILATION_2)
    x, weight = _draw(rng, (2, 3), (7, 6), (3, 2))
    _close(conv2d(x, weight, None, 1, 1, 1), solution.conv2d(x, weight, None, 1, 1, 1), x, weight)  # by position
    for dilation in (1, 2, 3):
        agrees((2, 3), (9, 8), (3, 2), dilation=dilation)
        agrees((2, 3), (8, 9), (1, 3), dilation=dilation)
    agrees((2, 3), (8, 8), (3, 3), dilation=3)  # reaches over 7 of the 8, not over 9


@level("dilation and pairs")
def test_reads_a_stride_pair_as_height_and_width(agrees):
    """stride=(2, 1) goes two rows down and one column right.

    Catches: stride-pair-turned-round, first-stride-for-both-axes.
    """
    for stride in [(2, 1), (1, 3), (3, 2)]:
        agrees((2, 3), (8, 7), (2, 3), stride=stride, padding=1)


@level("dilation and pairs")
def test_reads_a_padding_pair_as_height_and_width(agrees):
    """padding=(2, 1) adds two rows above and below, one column at each side.

    Catches: padding-pair-turned-round, padding-pair-as-before-and-after.
    """
    for padding in [(2, 1), (0, 1), (1, 0), (1, 3)]:
        agrees((2, 3), (6, 5), (2, 3), padding=padding, stride=2)


@level("dilation and pairs")
def test_reads_a_dilation_pair_as_height_and_width(agrees):
    """dilation=(2, 1) spreads the rows of the kernel, not its columns.

    Catches: dilation-pair-turned-round, first-dilation-for-both-axes.
    """
    for dilation in [(2, 1), (1, 2), (3, 2)]:
        agrees((2, 3), (9, 8), (3, 3), dilation=dilation, stride=2)


@level("dilation and pairs")
def test_agrees_with_the_solution_on_all_parameters_together(conv2d, solution, rng):
    """Random images; stride, padding and dilation at once.

    Catches: padding-times-dilation.
    """
    for _ in range(30):
        stride, dilation = rng.integers(1, 4, 2).tolist()
        kernel = rng.integers(1, 4, 2)
        image = dilation * (kernel.max() - 1) + rng.integers(4, 9, 2)
        x, weight = _draw(rng, (2, 3), image, kernel)
        _hold(conv2d, solution, x, weight, stride=stride, padding=int(rng.integers(0, 4)), dilation=dilation)


@level("errors")
def test_refuses_an_image_of_another_rank(conv2d):
    """An x that is not of shape (IC, H, W) raises a ValueError naming x.

    Catches: accepts-an-image-without-channels, accepts-a-batch.
    """
    for x in (X[0], X[:, 0], X[None], X[0, 0]):  # the second has the right number of channels
        assert_refuses(conv2d, x, WEIGHT, naming="x")


@level("errors")
def test_refuses_a_weight_of_another_rank(conv2d):
    """A weight not of shape (OC, IC, KH, KW) raises a ValueError naming weight.

    Catches: accepts-a-weight-without-output-channels.
    """
    for weight in (WEIGHT[0], WEIGHT[:, :, 0], WEIGHT[0, 0], WEIGHT[None]):
        assert_refuses(conv2d, X, weight, naming="weight")


@level("errors")
def test_refuses_channels_that_differ(conv2d, rng):
    """As many input channels in weight as in x, or a ValueError naming either.

    Catches: accepts-channels-that-differ, repeats-a-single-channel.
    """
    for in_x, in_weight in [(3, 2), (2, 3), (1, 3), (3, 1)]:
        x, _ = _draw(rng, (in_x, 2), (5, 4), (2, 2))
        _, weight = _draw(rng, (in_weight, 2), (5, 4), (2, 2))
        assert_refuses(conv2d, x, weight, naming=("weight", "x"))


@level("errors")
def test_refuses_a_bias_of_another_shape(conv2d, rng):
    """A bias that is not of shape (OC,) raises a ValueError naming bias.

    Catches: accepts-a-bias-of-any-shape, flattens-the-bias, repeats-a-single-bias.
    """
    x, weight = _draw(rng, (2, 3), (4, 3), (2, 1))
    for shape in [(2,), (4,), (1,), (), (3, 1), (3, 1, 1), (0,)]:
        assert_refuses(conv2d, x, weight, bias=np.ones(shape), naming="bias")


@level("errors")
def test_refuses_a_kernel_that_does_not_fit(conv2d, rng):
    """A kernel larger than the padded image: a ValueError naming weight or x.

    Catches: nothing-for-a-kernel-that-does-not-fit, looks-at-the-kernel-undilated, looks-at-one-axis-only.
    """
    x, _ = _draw(rng, (1, 1), (3, 3), (1, 1))
    for kernel, parameters in [
        ((4, 1), {}),
        ((1, 4), {}),
        ((6, 1), {"padding": 1}),
        ((1, 6), {"padding": 1}),
        ((2, 1), {"dilation": 3}),  # reaches over 4 rows
        ((1, 3), {"dilation": 2}),
        ((4, 1), {"stride": 2}),
    ]:
        assert_refuses(conv2d, x, np.ones((1, 1, *kernel)), **parameters, naming=("weight", "x"))


@level("errors")
def test_refuses_a_stride_below_one(conv2d):
    """A stride below 1, alone or paired, raises a ValueError naming stride.

    Catches: accepts-any-stride, looks-at-the-first-stride-only, accepts-a-negative-stride.
    """
    for stride in (0, -1, (0, 1), (1, 0), (1, -1)):
        assert_refuses(conv2d, X, WEIGHT, stride=stride, naming="stride")


@level("errors")
def test_refuses_a_negative_padding(conv2d):
    """A padding below 0, alone or paired, raises a ValueError naming padding.

    Catches: accepts-any-padding, looks-at-the-first-padding-only.
    """
    for padding in (-1, (-1, 0), (0, -1)):
        assert_refuses(conv2d, X, WEIGHT, padding=padding, naming="padding")


@level("errors")
def test_refuses_a_dilation_below_one(conv2d):
    """A dilation below 1, alone or paired, raises a ValueError naming dilation.

    Catches: accepts-any-dilation, dilation-zero-means-none, looks-at-the-first-dilation-only.
    """
    for dilation in (0, -1, (0, 1), (1, 0), (1, -1)):
        assert_refuses(conv2d, X, WEIGHT, dilation=dilation, naming="dilation")


@level("speed")
def test_is_fast_enough_for_a_layer_of_a_network(conv2d, speed):
    """A layer of 16 to 32 channels takes at most 60 times the reference.

    Catches: six_loops.py, one_output_at_a_time.py.
    """
    speed.at_most(60, conv2d, _layer, compare=_hold_layer, sizes=(16, 32, 64), of="rows")


@level("memory")
def test_needs_little_memory_for_a_large_kernel(conv2d, memory):
    """8 x 200 x 200 under 2 kernels of 11 x 11: at most 100 MiB.

    Catches: index_arrays.py, strided_view.py, layer_in_a_class.py, windows_at_once.py.
    """
    # Patches written out side by side take 267 MiB, the image 2.4. The solution takes 22.
    memory.at_most(100, conv2d, lambda rng: _draw(rng, (8, 2), (200, 200), (11, 11)), compare=_hold_large)


def _draw(rng, channels, image, kernel):
    """Return an image and a weight of numbers in [-1, 1]; channels are those that go in and those that come out."""
    into, out = channels
    return rng.uniform(-1, 1, (into, *image)), rng.uniform(-1, 1, (out, into, *kernel))


def _hold(conv2d, solution, x, weight, **parameters):
    """Hold one answer to the solution's."""
    _close(conv2d(x, weight, **parameters), solution.conv2d(x, weight, **parameters), x, weight)


def _hold_precisely(conv2d, solution, x, weight):
    """Hold one answer to the solution's, to nine digits."""
    assert_precise(conv2d(x, weight), solution.conv2d(x, weight), atol=PRECISE * _unit(x, weight))


def _close(got, expected, x, weight):
    assert_close(got, expected, atol=ATOL * _unit(x, weight))


def _unit(x, weight):
    return float(np.abs(x).max(initial=0)) * float(np.abs(weight).max())


def _layer(rng, side):
    return _draw(rng, (16, 32), (side, side), (3, 3))


def _hold_layer(got, expected):
    assert_close(got, expected, atol=ATOL)  # its numbers lie in [-1, 1]


def _hold_large(got, expected):
    assert_close(got, expected, atol=10 * ATOL)  # 968 products an output
