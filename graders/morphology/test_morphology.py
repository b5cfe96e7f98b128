"""The checks of `erode`, `dilate`, `opening` and `closing`: the standard ones, and what is special about them."""

import numpy as np

from shousi.grading import Fast, assert_close, level, standard

# The worked example of the statement.
IMAGE = np.array([[0.0, 0, 0, 0, 0, 1], [0, 1, 1, 1, 0, 0], [0, 1, 1, 1, 0, 0]])
SQUARE = np.ones((3, 3))
ERODED, DILATED, OPENED = np.zeros((3, 6)), np.ones((3, 6)), IMAGE.copy()
CLOSED = np.ones((3, 6))
ERODED[2, 2], OPENED[0, 5], DILATED[2, 5], CLOSED[1:, 4:] = 1, 0, 0, 0


def draw_footprint(rng):
    """Return a footprint of odd sides and random places, most of which are not symmetric."""
    rows, columns = 2 * rng.integers(0, 3, 2) + 1
    footprint = rng.random((rows, columns)) < 0.5
    footprint[rows // 2, columns // 2] = True
    return footprint


def draw(rng):
    """Return a gray image of either sign, or a binary one, and a footprint; some images are smaller than it."""
    shape = rng.integers(1, 9, 2)
    gray, binary = rng.normal(size=shape) * rng.choice([1.0, 500.0]), (rng.random(shape) < 0.6).astype(float)
    return (gray, binary)[rng.integers(2)], draw_footprint(rng)


def draw_pixels(rng):
    """Return an image of whole numbers and a footprint of 0 and 1."""
    return rng.integers(0, 256, (6, 7)).astype(float), draw_footprint(rng).astype(float)


def draw_large(rng):
    """Return an image of 300 by 300 pixels and a square."""
    return rng.random((300, 300)), np.ones((7, 7), dtype=bool)


def checks_of(function, basic, expected, speed=None):
    """Return the standard checks of one function."""
    return standard(
        function,
        example=({"image": IMAGE, "footprint": SQUARE}, expected),
        draw=draw,
        basic=basic,
        whole=draw_pixels,
        refuses={
            "image": [np.ones(6), np.ones((3, 6, 1))],
            "footprint": [np.ones(3), np.ones((3, 3, 1)), np.ones((3, 2)), np.ones((2, 3)), 1 - SQUARE],
        },
        speed=speed,
    )


FAST = Fast(30, "300 × 300 pixels and 49 places", draw_large)
globals().update(
    checks_of("erode", "erosion", ERODED, FAST)
    | checks_of("dilate", "dilation", DILATED, FAST)
    | checks_of("opening", "opening and closing", OPENED)
    | checks_of("closing", "opening and closing", CLOSED)
)


@level("edge cases")
def test_reads_uint8_and_bool_as_numbers(erode, dilate, solution, rng):
    """Images of uint8 and of bool are images of numbers.

    Catches: negates-unsigned-numbers.
    """
    for image in (rng.integers(0, 256, (4, 5), dtype=np.uint8), rng.random((4, 5)) < 0.5):
        footprint = draw_footprint(rng)
        assert_close(erode(image, footprint), solution.erode(image, footprint))
        assert_close(dilate(image, footprint), solution.dilate(image, footprint))
