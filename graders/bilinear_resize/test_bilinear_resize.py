"""The checks of `bilinear_resize`.

Each is a promise that the statement makes; its first line is what the learner reads.
"""

import numpy as np

from shousi.grading import assert_close, assert_inputs_unchanged, assert_precise, assert_refuses, level

# The worked example of the statement and of the stub; the picture shows its first row.
IMAGE = np.array([[10, 20, 40], [70, 140, 100]], dtype=np.uint8)
RESIZED = np.array(
    [
        [10.0, 14.0, 20.0, 32.0, 40.0],
        [25.0, 35.0, 50.0, 53.0, 55.0],
        [55.0, 77.0, 110.0, 95.0, 85.0],
        [70.0, 98.0, 140.0, 116.0, 100.0],
    ]
)
ALIGNED = np.array(
    [
        [10.0, 15.0, 20.0, 30.0, 40.0],
        [30.0, 45.0, 60.0, 60.0, 60.0],
        [50.0, 75.0, 100.0, 90.0, 80.0],
        [70.0, 105.0, 140.0, 120.0, 100.0],
    ]
)

# In multiples of the largest pixel, which alone tells the scale where pixels of both signs cancel. Positions up to 512,
# summed up step by step in float64, err by some 1e-11. Float32 passes where nine digits are not asked for: positions
# up to 512 and weights in float32 err by some 5e-5 of a pixel.
ATOL, PRECISE = 1e-4, 1e-10


@level("basic")
def test_gives_the_answer_of_the_worked_example(bilinear_resize):
    """The worked example of the statement, its arguments passed by name.

    Catches: renamed-arguments, aligns-corners-by-default.
    """
    _assert_resized(bilinear_resize(image=IMAGE, size=(4, 5)), RESIZED, IMAGE)


@level("align corners")
def test_gives_the_answer_of_the_worked_example_with_aligned_corners(bilinear_resize):
    """The worked example with align_corners=True, all passed by name.

    Catches: renames-align-corners.
    """
    _assert_resized(bilinear_resize(image=IMAGE, size=(4, 5), align_corners=True), ALIGNED, IMAGE)


@level("precision")
def test_returns_float64_for_images_of_any_real_dtype(bilinear_resize, solution, rng):
    """Images of integers and of short floats give float64, not rounded.

    Catches: keeps-the-dtype-of-floats.
    """
    for dtype in (np.uint8, np.int8, np.uint16, np.int16, np.int32, np.uint64, np.int64, np.float16, np.float32):
        image = rng.integers(1, 100, (3, 4)).astype(dtype)
        _assert_precise(bilinear_resize(image, (5, 7), False), solution.bilinear_resize(image, (5, 7), False), image)
    image = rng.uniform(1, 100, (3, 4))
    _assert_precise(bilinear_resize(image, (5, 7), False), solution.bilinear_resize(image, (5, 7), False), image)


@level("precision")
def test_gives_float64_also_when_the_size_stays(bilinear_resize):
    """An image resized to its own size keeps its values, in float64.

    Catches: same-size-as-it-came.
    """
    for align_corners in (False, True):
        _assert_precise(bilinear_resize(IMAGE, (2, 3), align_corners), IMAGE.astype(np.float64), IMAGE)


@level("edge cases")
def test_keeps_the_fractions_between_whole_pixels(bilinear_resize, solution, rng):
    """Between two pixels of a uint8 image lie fractions: they are neither cut off nor rounded.

    Catches: result-in-the-dtype-of-the-image, rounds-into-the-dtype-of-the-image, result_like_the_image.py.
    """
    for size in ((5, 6), (4, 9), (6, 8)):  # enlarged only; another check shrinks
        image = rng.integers(0, 256, (3, 4), dtype=np.uint8)
        _assert_resized(bilinear_resize(image, size, False), solution.bilinear_resize(image, size, False), image)


@level("edge cases")
def test_resizes_each_channel_by_itself(bilinear_resize, solution, rng):
    """Any number of channels, a single one too, each resized by itself.

    Catches: squeezes-a-single-channel, three-channels-at-most, spreads-weights-over-channels.
    """
    for channels in (1, 2, 3, 4, 7):  # 7 is also the new width
        image = rng.uniform(1, 100, (3, 5, channels))
        _assert_resized(bilinear_resize(image, (4, 7), False), solution.bilinear_resize(image, (4, 7), False), image)


@level("edge cases")
def test_reads_images_of_any_memory_layout(bilinear_resize):
    """Transposed, sliced and reversed images are read correctly.

    Catches: reads-raw-memory.
    """
    wide = np.full((4, 7), 3, dtype=np.uint8)
    wide[::2, 1::2] = IMAGE
    for view in (np.asfortranarray(IMAGE), wide[::2, 1::2], IMAGE[::-1, ::-1].copy()[::-1, ::-1]):
        _assert_resized(bilinear_resize(view, (4, 5), False), RESIZED, IMAGE)


@level("edge cases")
def test_keeps_values_of_any_sign_and_size(bilinear_resize, solution, rng):
    """Values below 0 and far above 255 are neither clipped nor rounded.

    Catches: clips-below-zero, clips-at-255.
    """
    for low, high, size in [(-300, 300, (6, 7)), (1e6, 1e7, (7, 6)), (-1e-6, 1e-6, (5, 6))]:
        image = rng.uniform(low, high, (4, 3))
        image[0, 0], image[-1, -1] = low, high  # a new corner is the old one, so both ends come back
        _assert_resized(bilinear_resize(image, size, False), solution.bilinear_resize(image, size, False), image)


@level("edge cases")
def test_enlarges_a_single_row_or_column(bilinear_resize, solution, rng):
    """An image of one row, one column or one pixel is repeated along it.

    Catches: divides-by-zero-for-one-old-pixel, refuses-a-single-row.
    """
    for shape in [(1, 4), (4, 1), (1, 1)]:
        for align_corners in (False, True):
            image = rng.uniform(1, 100, shape)
            expected = solution.bilinear_resize(image, (5, 6), align_corners)
            _assert_resized(bilinear_resize(image, (5, 6), align_corners), expected, image)


@level("edge cases")
def test_accepts_a_list_and_numpy_integers_as_size(bilinear_resize):
    """The size may be a list, and its two integers NumPy's.

    Catches: refuses-a-list, refuses-numpy-integers.
    """
    for size in ([4, 5], (np.int64(4), np.int64(5)), (np.int32(4), 5)):
        _assert_resized(bilinear_resize(IMAGE, size, False), RESIZED, IMAGE)


@level("basic")
def test_agrees_with_the_solution_on_random_images(bilinear_resize, solution, rng):
    """Random images made larger and smaller, each axis by its own ratio.

    Catches: averages-when-shrinking.
    """
    for round_ in range(30):
        image, size = _draw(rng, channels=round_ % 3)
        _assert_resized(bilinear_resize(image, size, False), solution.bilinear_resize(image, size, False), image)


@level("align corners")
def test_agrees_with_the_solution_with_aligned_corners(bilinear_resize, solution, rng):
    """Random images with align_corners=True, made larger and smaller.

    Catches: averages-when-shrinking-with-aligned-corners.
    """
    for round_ in range(30):
        image, size = _draw(rng, channels=round_ % 3)
        _assert_resized(bilinear_resize(image, size, True), solution.bilinear_resize(image, size, True), image)


@level("align corners")
def test_takes_the_first_pixel_where_one_is_asked_for(bilinear_resize):
    """With align_corners=True a single new row or column is the first old one.

    Catches: divides-by-zero-for-one-new-pixel, centre-for-one-new-pixel.
    """
    _assert_resized(bilinear_resize(IMAGE, (1, 5), True), ALIGNED[:1], IMAGE)
    _assert_resized(bilinear_resize(IMAGE, (4, 1), True), ALIGNED[:, :1], IMAGE)
    _assert_resized(bilinear_resize(IMAGE, (1, 1), True), ALIGNED[:1, :1], IMAGE)


@level("edge cases")
def test_takes_the_middle_where_one_pixel_is_asked_for(bilinear_resize):
    """With align_corners=False a single new pixel lies in the middle.

    Catches: first-pixel-where-one-is-asked-for.
    """
    _assert_resized(bilinear_resize(IMAGE, (1, 1), False), np.array([[80.0]]), IMAGE)
    _assert_resized(bilinear_resize(IMAGE, (1, 3), False), np.array([[40.0, 80.0, 70.0]]), IMAGE)
    _assert_resized(bilinear_resize(IMAGE, (2, 1), False), np.array([[20.0], [140.0]]), IMAGE)


@level("basic")
def test_leaves_its_inputs_as_they_were(bilinear_resize, solution, rng):
    """The image and a list as size are the same after the call as before.

    Catches: scales-the-image-in-place, takes-the-size-apart.
    """
    image = rng.uniform(1, 100, (3, 4))
    expected = solution.bilinear_resize(image, (5, 7))
    _assert_resized(assert_inputs_unchanged(bilinear_resize, image, [5, 7], False), expected, image)


@level("basic")
def test_answers_a_second_call_afresh(bilinear_resize):
    """A second call, alike in shape and size, gets its own answer.

    Catches: remembers_by_shape.py.
    """
    _assert_resized(bilinear_resize(IMAGE, (4, 5), False), RESIZED, IMAGE)
    _assert_resized(bilinear_resize(IMAGE[::-1].copy(), (4, 5), False), RESIZED[::-1], IMAGE)


@level("errors")
def test_refuses_an_image_of_another_rank(bilinear_resize):
    """An image that has not 2 or 3 axes raises a ValueError naming image.

    Catches: accepts-images-of-any-rank, accepts-too-few-axes.
    """
    for shape in [(2, 3, 4, 3), (4,), ()]:
        assert_refuses(bilinear_resize, np.ones(shape), (4, 5), False, naming="image")


@level("errors")
def test_refuses_an_empty_image(bilinear_resize):
    """An image without rows, columns or channels: ValueError naming image.

    Catches: accepts-an-empty-image, accepts-an-image-without-channels.
    """
    for shape in [(0, 4), (4, 0), (0, 4, 3), (4, 0, 3), (3, 4, 0)]:
        assert_refuses(bilinear_resize, np.ones(shape), (4, 5), False, naming="image")


@level("errors")
def test_refuses_a_size_that_is_no_pair(bilinear_resize):
    """A size that is not two numbers raises a ValueError naming size.

    Catches: takes-one-integer-for-both, ignores-a-third-entry, lets-the-unpacking-error-through.
    """
    for size in ((4,), (4, 5, 3), (), 4):
        assert_refuses(bilinear_resize, IMAGE, size, False, naming="size")


@level("errors")
def test_refuses_a_size_that_is_not_whole(bilinear_resize):
    """A size with a fraction raises a ValueError naming size.

    Catches: cuts-the-size-to-integers, rounds-the-size.
    """
    for size in [(4.75, 5), (4, 5.75)]:
        assert_refuses(bilinear_resize, IMAGE, size, False, naming="size")


@level("errors")
def test_refuses_a_size_below_one(bilinear_resize):
    """A size of 0 or less, in either entry, raises a ValueError naming size.

    Catches: accepts-a-size-below-one, accepts-zero, looks-at-the-height-only.
    """
    for size in [(-1, 5), (4, -1), (-2, -3), (0, 5), (4, 0)]:
        assert_refuses(bilinear_resize, IMAGE, size, False, naming="size")


@level("speed")
def test_is_fast_enough_for_a_photograph(bilinear_resize, speed):
    """256×256×3 to 512×512 takes at most 15 times as long as the reference.

    Catches: pixel_loops.py, lists_of_numbers.py, vectorised_in_name_only.py.
    """
    speed.at_most(15, bilinear_resize, _photograph, compare=_hold_photograph, sizes=(64, 128, 256), of="rows")


def _assert_resized(got, expected, image):
    """Check that an answer has this shape and these pixels, within ATOL of the image's largest pixel."""
    assert_close(got, expected, rtol=0, atol=ATOL * _largest(image))


def _assert_precise(got, expected, image):
    """Check that an answer is float64 and right to nine digits."""
    assert_precise(got, expected, atol=PRECISE * _largest(image))


def _largest(image):
    return float(np.abs(image.astype(np.float64)).max())


def _draw(rng, channels):
    """Return an image with values in [1, 100], of rank 2 where channels is 0, and a size on either side of its own."""
    height, width = rng.integers(2, 14, 2)
    out_h, out_w = rng.integers(2, 30, 2)  # one new pixel has checks of its own
    shape = (height, width, channels) if channels else (height, width)
    return rng.uniform(1, 100, shape), (int(out_h), int(out_w))


def _photograph(rng, side):
    """Return a square image, at 256 of the size that the statement names, its new size, and align_corners."""
    return rng.integers(0, 256, (side, side, 3), dtype=np.uint8), (2 * side, 2 * side), False


def _hold_photograph(got, expected):
    _assert_resized(got, expected, expected)
