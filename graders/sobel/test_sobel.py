"""The checks of `sobel`: the standard ones, and what is special about it."""

import numpy as np

from shousi.grading import Fast, assert_all_close, comparison, level, standard

# The worked example of the statement and of the stub.
IMAGE = np.array([[0.0, 0, 0, 0], [0, 8, 8, 8], [0, 8, 8, 8]])
GX = np.array([[0.0, 16, 0, 0], [0, 24, 0, 0], [0, 32, 0, 0]])
GY = np.array([[0.0, 0, 0, 0], [16, 24, 32, 32], [0, 0, 0, 0]])


@comparison
def close(got, expected):
    """Check both gradients; float32 arithmetic passes, which is off by 1e-6 of the largest one."""
    assert_all_close(got, expected, ("gx", "gy"))


def draw(rng, low=3):
    """Return an image in which rows and columns differ in number."""
    shape = rng.permutation(np.arange(low, low + 7))[:2]
    return (rng.normal(size=shape) * rng.choice([1.0, 100.0]) + rng.choice([0, 50]),)


def draw_pixels(rng):
    """Return a gray image of whole numbers."""
    return (rng.integers(0, 256, (5, 6)).astype(float),)


globals().update(
    standard(
        "sobel",
        example=({"image": IMAGE}, (GX, GY)),
        draw=draw,
        compare=close,
        whole=draw_pixels,
        refuses={"image": [np.ones(4), np.ones((3, 4, 3)), np.ones((1, 4)), np.ones((4, 1))]},
        speed=Fast(40, "200 × 200 pixels", lambda rng: (rng.random((200, 200)),)),
    )
)


@level("borders")
def test_mirrors_images_of_two_rows_or_columns(sobel, solution, rng):
    """Images of two rows or columns: each is the mirror image of the other.

    Catches: refuses-two-rows.
    """
    for shape in [(2, 4), (5, 2), (2, 2)]:
        image = rng.integers(0, 99, shape).astype(
            float
        )  # whole numbers: one gradient is exactly 0, however it is summed
        close(sobel(image), solution.sobel(image))


@level("edge cases")
def test_does_not_overflow_in_uint8(sobel, solution, rng):
    """The gradients of a uint8 image reach from -1,020 to 1,020.

    Catches: in-the-dtype-of-the-image.
    """
    for _ in range(3):
        image = (255 * rng.integers(0, 2, (5, 4))).astype(np.uint8)
        close(sobel(image), solution.sobel(image))
