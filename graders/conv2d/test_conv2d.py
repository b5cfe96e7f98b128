"""The checks of `conv2d`: the standard ones, and what is special about it.

Checks of the first level pass `x` and `weight` alone, those of the second neither pairs nor dilation, so that a level
can be had before the next one is begun.
"""

import numpy as np
import pytest

from shousi.grading import Fast, Lean, assert_close, assert_inputs_unchanged, comparison, level, standard

# The worked example of the statement, of the stub and of the picture.
X = np.array([[[1.0, 2, 0, 1, 3], [0, 1, 3, 2, 1], [2, 1, 0, 1, 2], [1, 0, 2, 3, 1]]])
WEIGHT = np.array([[[[1.0, 2], [0, -1]]]])
SUMS = np.array([[[4.0, -1, 0, 6], [1, 7, 6, 2], [4, -1, -1, 4]]])
SUMS_AT_STRIDE_2 = np.array([[[9.0, 10, 7], [8, 17, 12], [12, 14, 15]]])  # with padding 1 and a bias of 10
SUMS_AT_DILATION_2 = np.array([[[1.0, 3, 4], [4, 2, 4]]])


@comparison
def close(got, expected):
    """Compare to five digits of the largest product, since terms in float32 may cancel; most numbers lie in [-1, 1]."""
    assert_close(got, expected, atol=1e-5 * max(1.0, float(np.abs(expected).max(initial=0))))


def sized(rng, channels, image, kernel):
    """Return an image and a weight of numbers in [-1, 1]; channels are those that go in and those that come out."""
    into, out = channels
    return rng.uniform(-1, 1, (into, *image)), rng.uniform(-1, 1, (out, into, *kernel))


def draw(rng):
    """Return an image and a weight with a square kernel; sometimes as many channels go in as come out."""
    size = int(rng.integers(1, 4))
    return sized(rng, [(2, 3), (3, 3), (4, 2), (3, 1)][rng.integers(4)], rng.integers(4, 9, 2), (size, size))


def draw_short(rng):
    """Return an image and a weight of whole numbers from 0 to 100."""
    return rng.integers(0, 101, (2, 5, 4)).astype(float), rng.integers(0, 101, (3, 2, 3, 3)).astype(float)


def draw_layer(rng, rows):
    """Return a square image of 16 channels and 32 kernels of 3 by 3."""
    return sized(rng, (16, 32), (rows, rows), (3, 3))


def draw_wide(rng):
    """Return an image and two kernels whose windows, written out side by side, take 267 MiB; the image takes 2.4."""
    return sized(rng, (8, 2), (200, 200), (11, 11))


def bad(**given):
    """Return the arguments of a call with a bad one among them."""
    return {"x": X, "weight": WEIGHT, "bias": None, "stride": 1, "padding": 0, "dilation": 1} | given


def unfit(kernel, **given):
    """Return a call with a kernel that does not fit an image of 3 by 3."""
    return bad(x=X[:, :3, :3], weight=np.ones((1, 1, *kernel)), **given)


ROWS_OR_COLUMNS = [unfit((4, 1)), unfit((1, 4)), unfit((6, 1), padding=1), unfit((1, 6), padding=1)]
DILATED = [unfit((2, 1), dilation=3), unfit((1, 3), dilation=2)]  # both reach over 4 pixels or more
CHANNELS = [bad(x=np.ones((a, 5, 4)), weight=np.ones((2, b, 2, 2))) for a, b in ((3, 2), (2, 3), (1, 3), (3, 1))]
SHAPES = [(2,), (4,), (1,), (), (3, 1), (3, 1, 1), (0,)]
BELOW_ONE = (0, -1, (0, 1), (1, 0), (1, -1))

globals().update(
    standard(
        "conv2d",
        example=({"x": X, "weight": WEIGHT}, SUMS),
        draw=draw,
        basic="sliding window",
        edge="sliding window",
        compare=close,
        precise=1e-9,
        short=draw_short,
        refuses={
            "x": [X[0], X[:, 0], X[None], X[0, 0]],  # the second has the right number of channels
            "weight": [WEIGHT[0], WEIGHT[:, :, 0], WEIGHT[0, 0], WEIGHT[None]],
            ("weight", "x"): CHANNELS + ROWS_OR_COLUMNS + DILATED,
            "bias": [bad(weight=np.ones((3, 1, 2, 2)), bias=np.ones(shape)) for shape in SHAPES],
            "stride": [bad(stride=stride) for stride in BELOW_ONE],
            "padding": [bad(padding=padding) for padding in (-1, (-1, 0), (0, -1))],
            "dilation": [bad(dilation=dilation) for dilation in BELOW_ONE],
        },
        speed=Fast(60, "layers of 16 to 32 channels", draw_layer, sizes=(24, 40, 64), of="rows"),
        memory=Lean(100, "2 kernels of 11 x 11 on an image of 8 x 200 x 200", draw_wide),
    )
)


@pytest.fixture
def agrees(conv2d, solution, rng):
    """Return a function that compares an answer on a random image and weight of these sizes with the solution's."""

    def agrees(channels, image, kernel, **parameters):
        x, weight = sized(rng, channels, image, kernel)
        close(conv2d(x, weight, **parameters), solution.conv2d(x, weight, **parameters))

    return agrees


@level("sliding window")
def test_slides_kernels_of_any_shape(agrees):
    """Wide, tall, even and single-pixel kernels, up to the size of the image: then they fit once.

    Catches: compares-height-with-width, refuses-a-kernel-as-large-as-the-image.
    """
    for kernel in [(1, 1), (1, 4), (3, 1), (2, 3), (4, 2), (6, 5), (3, 6), (5, 4)]:
        agrees((1, 1), (7, 9), kernel)
        agrees((1, 1), (8, 7), kernel)
    agrees((1, 1), (3, 9), (2, 5))  # the kernel is wider than the image is high
    agrees((1, 1), (8, 2), (6, 1))
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
        close(conv2d(x, weight), solution.conv2d(x, weight))
        close(conv2d(x, weight / top), solution.conv2d(x, weight / top))


@level("sliding window")
def test_answers_a_second_call_afresh(conv2d):
    """A second call with the same numbers in other places gets its own answer.

    Catches: remembers_by_shape.py.
    """
    close(conv2d(X, WEIGHT), SUMS)
    close(conv2d(X[:, ::-1, ::-1].copy(), WEIGHT[:, :, ::-1, ::-1].copy()), SUMS[:, ::-1, ::-1])


@level("stride and padding")
def test_takes_bias_stride_and_padding_in_this_order(conv2d):
    """The worked example with a bias of 10, stride 2 and padding 1, by position.

    Catches: padding-before-stride.
    """
    assert_close(conv2d(X, WEIGHT, np.array([10.0]), 2, 1), SUMS_AT_STRIDE_2)


@level("stride and padding")
def test_adds_to_each_output_channel_its_bias(conv2d, solution, rng):
    """Every output channel gets its own bias, added once; the bias is the same after the call as before.

    Catches: bias-along-the-width, reshapes-the-bias-in-place.
    """
    for channels in [(3, 4), (2, 3), (1, 3), (2, 1)]:
        x, weight = sized(rng, channels, (6, 5), (3, 2))
        bias = rng.uniform(-1, 1, channels[1])
        close(assert_inputs_unchanged(conv2d, x, weight, bias), solution.conv2d(x, weight, bias))
        bias = (100 * bias).astype(np.int8)
        close(conv2d(x, weight, bias=bias), solution.conv2d(x, weight, bias=bias))


@level("stride and padding")
def test_drops_what_does_not_fill_a_stride(agrees, rng):
    """A stride need not divide: rows and columns left over are dropped.

    Catches: refuses-a-stride-beyond-the-image.
    """
    for round_ in range(18):
        image, kernel = rng.integers(4, 10, 2), rng.integers(1, 4, 2)
        agrees((2, 3), image, kernel, stride=(2, 3, 1, 4, 2, 9)[round_ % 6], padding=round_ % 2)


@level("stride and padding")
def test_pads_with_zeros_on_every_side(agrees):
    """Padding adds zeros on all four sides, up to far beyond the kernel.

    Catches: holds-the-kernel-against-the-image-without-padding.
    """
    for padding in (1, 2, 3, 5):
        agrees((2, 3), (5, 4), (3, 2), padding=padding)
        agrees((2, 3), (4, 6), (1, 1), padding=padding)
    agrees((2, 3), (2, 3), (5, 4), padding=2)  # only the padded image is large enough


@level("dilation and pairs")
def test_spreads_the_taps_by_the_dilation(conv2d, solution, agrees, rng):
    """Dilation 1 is none, and 2 leaves out one pixel between two taps.

    Catches: dilation-by-name-only, reach-without-the-minus-one.
    """
    assert_close(conv2d(X, WEIGHT, dilation=2), SUMS_AT_DILATION_2)
    x, weight = sized(rng, (2, 3), (7, 6), (3, 2))
    close(conv2d(x, weight, None, 1, 1, 1), solution.conv2d(x, weight, None, 1, 1, 1))  # by position
    for dilation in (1, 2, 3):
        agrees((2, 3), (9, 8), (3, 2), dilation=dilation)
        agrees((2, 3), (8, 9), (1, 3), dilation=dilation)
    agrees((2, 3), (8, 8), (3, 3), dilation=3)  # reaches over 7 of the 8, not over 9


@level("dilation and pairs")
def test_reads_pairs_as_height_and_width(agrees):
    """The first number of a pair is for the height: stride=(2, 1) goes two rows down and one column right.

    Catches: pairs-turned-round.
    """
    for pair in [(2, 1), (1, 3), (3, 2)]:
        for what in ("stride", "padding", "dilation"):
            agrees((2, 3), (9, 8), (3, 3), **({"stride": 2} | {what: pair}))


@level("dilation and pairs")
def test_agrees_with_the_solution_on_all_parameters_together(agrees, rng):
    """Random images; stride, padding and dilation at once.

    Catches: padding-times-dilation.
    """
    for _ in range(30):
        stride, dilation = rng.integers(1, 4, 2).tolist()
        kernel = rng.integers(1, 4, 2)
        image = dilation * (kernel.max() - 1) + rng.integers(4, 9, 2)
        agrees((2, 3), image, kernel, stride=stride, padding=int(rng.integers(0, 4)), dilation=dilation)


@level("errors")
def test_gives_the_bias_where_there_is_no_image(agrees):
    """An image without rows or columns, padded, is all zeros: the bias is left.

    Catches: refuses-an-empty-image.
    """
    for image in [(0, 3), (3, 0), (0, 0)]:
        agrees((2, 1), image, (2, 1), bias=np.array([0.5]), padding=2)
