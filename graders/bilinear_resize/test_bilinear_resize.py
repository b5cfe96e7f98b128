"""The checks of `bilinear_resize`: the standard ones, and what is special about it."""

import numpy as np

from shousi.grading import Fast, assert_close, assert_inputs_unchanged, assert_precise, comparison, level, standard

# The worked example of the statement and of the stub; the picture shows its first row.
IMAGE = np.array([[10, 20, 40], [70, 140, 100]], dtype=np.uint8)
RESIZED = np.array([[10.0, 14, 20, 32, 40], [25, 35, 50, 53, 55], [55, 77, 110, 95, 85], [70, 98, 140, 116, 100]])
ALIGNED = np.array([[10.0, 15, 20, 30, 40], [30, 45, 60, 60, 60], [50, 75, 100, 90, 80], [70, 105, 140, 120, 100]])
BAD_IMAGES = [(2, 3, 4, 3), (4,), (), (0, 4), (4, 0), (0, 4, 3), (4, 0, 3), (3, 4, 0)]
BAD_SIZES = [(4,), (4, 5, 3), (), 4, (4.75, 5), (4, 5.75), (-1, 5), (4, -1), (-2, -3), (0, 5), (4, 0)]

# In multiples of the largest new pixel, which alone tells the scale where pixels of both signs cancel; where no old one
# comes back, it is at least half the largest of them. Positions up to 512, summed up step by step in float64, err by
# some 1e-11. Float32 passes where nine digits are not asked for: positions up to 512 and weights in float32 err by some
# 5e-5 of a pixel.
ATOL, PRECISE = 2e-4, 2e-10


@comparison
def close(got, expected):
    """Check that an answer has this shape and these pixels."""
    assert_close(got, expected, rtol=0, atol=ATOL * np.abs(expected).max())


@comparison
def precise(got, expected):
    """Check that an answer is float64 and right to nine digits."""
    assert_precise(got, expected, atol=PRECISE * np.abs(expected).max())


def draw(rng, *, align_corners=False):
    """Return an image with or without channels, a size on either side of its own, and align_corners."""
    height, width = rng.integers(2, 14, 2)
    out_h, out_w = rng.integers(2, 30, 2)  # one new pixel has checks of its own
    channels = rng.integers(0, 3)
    shape = (height, width, channels) if channels else (height, width)
    return rng.uniform(1, 100, shape), (int(out_h), int(out_w)), align_corners


def draw_photograph(rng, side):
    """Return a square image of three channels, twice its size, and align_corners."""
    return rng.integers(0, 256, (side, side, 3), dtype=np.uint8), (2 * side, 2 * side), False


globals().update(
    standard(
        "bilinear_resize",
        example=({"image": IMAGE, "size": (4, 5)}, RESIZED),
        draw=draw,
        compare=close,
        rounds=30,
        refuses={
            "image": [np.ones(shape) for shape in BAD_IMAGES],
            "size": [{"size": size} for size in BAD_SIZES],
        },
        speed=Fast(15, "images of 256×256×3, made 512×512,", draw_photograph, sizes=(64, 128, 256), of="rows"),
    )
)


@level("basic")
def test_answers_a_second_call_afresh(bilinear_resize):
    """A second call, alike in shape and size, gets its own answer.

    Catches: remembers_by_shape.py.
    """
    close(bilinear_resize(IMAGE, (4, 5), False), RESIZED)
    close(bilinear_resize(IMAGE[::-1].copy(), (4, 5), False), RESIZED[::-1])


@level("align corners")
def test_agrees_with_the_solution_with_aligned_corners(bilinear_resize, solution, rng):
    """With align_corners=True, passed by name: the worked example, and random images made larger and smaller.

    Catches: averages-when-shrinking-with-aligned-corners.
    """
    close(bilinear_resize(image=IMAGE, size=(4, 5), align_corners=True), ALIGNED)
    for _ in range(30):
        args = draw(rng, align_corners=True)
        close(bilinear_resize(*args), solution.bilinear_resize(*args))


@level("align corners")
def test_takes_the_first_pixel_where_one_is_asked_for(bilinear_resize):
    """With align_corners=True a single new row or column is the first old one.

    Catches: divides-by-zero-for-one-new-pixel.
    """
    close(bilinear_resize(IMAGE, (1, 5), True), ALIGNED[:1])
    close(bilinear_resize(IMAGE, (4, 1), True), ALIGNED[:, :1])
    close(bilinear_resize(IMAGE, (1, 1), True), ALIGNED[:1, :1])


@level("edge cases")
def test_takes_the_middle_where_one_pixel_is_asked_for(bilinear_resize):
    """With align_corners=False a single new pixel lies in the middle.

    Catches: first-pixel-where-one-is-asked-for.
    """
    close(bilinear_resize(IMAGE, (1, 1), False), np.array([[80.0]]))
    close(bilinear_resize(IMAGE, (1, 3), False), np.array([[40.0, 80.0, 70.0]]))
    close(bilinear_resize(IMAGE, (2, 1), False), np.array([[20.0], [140.0]]))


@level("edge cases")
def test_keeps_the_fractions_between_whole_pixels(bilinear_resize, solution, rng):
    """Between two pixels of a uint8 image lie fractions: they are neither cut off nor rounded.

    Catches: result-in-the-dtype-of-the-image.
    """
    for size in ((5, 6), (4, 9), (6, 8)):
        image = rng.integers(0, 256, (3, 4), dtype=np.uint8)
        close(bilinear_resize(image, size, False), solution.bilinear_resize(image, size, False))


@level("edge cases")
def test_resizes_each_channel_by_itself(bilinear_resize, solution, rng):
    """Any number of channels, a single one too, each resized by itself.

    Catches: three-channels-at-most.
    """
    for channels in (1, 2, 3, 4, 7):  # 7 is also the new width
        image = rng.uniform(1, 100, (3, 5, channels))
        close(bilinear_resize(image, (4, 7), False), solution.bilinear_resize(image, (4, 7), False))


@level("edge cases")
def test_keeps_values_of_any_sign_and_size(bilinear_resize, solution, rng):
    """Values below 0 and far above 255 are neither clipped nor rounded.

    Catches: clips-to-0-255.
    """
    for low, high, size in [(-300, 300, (6, 7)), (1e6, 1e7, (7, 6)), (-1e-6, 1e-6, (5, 6))]:
        image = rng.uniform(low, high, (4, 3))
        image[0, 0], image[-1, -1] = low, high  # a new corner is the old one, so both ends come back
        close(bilinear_resize(image, size, False), solution.bilinear_resize(image, size, False))


@level("edge cases")
def test_enlarges_a_single_row_or_column(bilinear_resize, solution, rng):
    """An image of one row, one column or one pixel is repeated along it.

    Catches: refuses-a-single-row.
    """
    for shape in [(1, 4), (4, 1), (1, 1)]:
        for align_corners in (False, True):
            image = rng.uniform(1, 100, shape)
            expected = solution.bilinear_resize(image, (5, 6), align_corners)
            close(bilinear_resize(image, (5, 6), align_corners), expected)


@level("edge cases")
def test_accepts_a_list_and_numpy_integers_as_size(bilinear_resize):
    """The size may be a list, which stays as it is, and its two integers NumPy's.

    Catches: refuses-numpy-integers.
    """
    close(assert_inputs_unchanged(bilinear_resize, IMAGE, [4, 5], False), RESIZED)
    for size in ((np.int64(4), np.int64(5)), (np.int32(4), 5)):
        close(bilinear_resize(IMAGE, size, False), RESIZED)


@level("precision")
def test_returns_float64_for_images_of_any_real_dtype(bilinear_resize, solution, rng):
    """Images of any dtype give float64, not rounded, also when the size stays.

    Catches: keeps-the-dtype-of-floats, same-size-as-it-came.
    """
    for dtype in (np.uint8, np.int8, np.uint16, np.int16, np.int32, np.uint64, np.int64, np.float16, np.float32):
        image = rng.integers(1, 100, (3, 4)).astype(dtype)
        precise(bilinear_resize(image, (5, 7), False), solution.bilinear_resize(image, (5, 7), False))
    image = rng.uniform(1, 100, (3, 4))
    precise(bilinear_resize(image, (6, 7), False), solution.bilinear_resize(image, (6, 7), False))
    for align_corners in (False, True):
        precise(bilinear_resize(IMAGE, (2, 3), align_corners), IMAGE.astype(np.float64))
