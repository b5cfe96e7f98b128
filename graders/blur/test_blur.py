"""The checks of `blur`: the standard ones, and what is special about it."""

import numpy as np

from shousi.grading import Fast, assert_close, level, standard

# The worked example of the statement.
SIGMA = float(np.sqrt(0.5 / np.log(2)))  # weights 1/4, 1/2, 1/4
IMAGE = np.array([[16.0, 0, 0, 0], [16, 0, 0, 0], [0, 0, 0, 32]])
BLURRED = np.array([[12.0, 4, 0, 0], [9, 3, 2, 6], [3, 1, 6, 18]])


def draw(rng, border="reflect", channels=(), size=None):
    """Return an image larger than the kernel's radius, a kernel size and a sigma that cuts off some of the Gaussian."""
    size = size or int(rng.choice([3, 5, 7]))
    shape = rng.permutation(np.arange(size // 2 + 1, size // 2 + 8))[:2]
    return rng.normal(size=(*shape, *channels)) * 100, size, float(rng.uniform(0.5, 3)), border


def draw_pixels(rng, low=0, high=100):
    """Return a gray image of whole numbers, with a kernel."""
    return rng.integers(low, high, (6, 5)).astype(float), 5, 1.2, "reflect"


globals().update(
    standard(
        "blur",
        example=({"image": IMAGE, "kernel_size": 3, "sigma": SIGMA, "border": "reflect"}, BLURRED),
        draw=draw,
        whole=draw_pixels,
        precise=1e-9,
        short=draw_pixels,
        refuses={
            "image": [np.ones(4), np.ones((3, 4, 1, 1))],
            "kernel_size": [2, 4, 0, -1],
            "sigma": [0.0, -1.0],
            "border": ["mirror", "REFLECT", ""],
        },
        speed=Fast(7, "300 × 300 pixels with a kernel of size 41", lambda rng: (rng.random((300, 300)), 41, 7.0)),
    )
)


@level("borders")
def test_knows_the_other_borders(blur, solution, rng):
    """The borders "reflect_101", "replicate" and "constant".

    Catches: always-reflects, reflect-101-repeats-the-border, constant-repeats-the-border.
    """
    for border in ("constant", "replicate", "reflect_101"):
        for size in (5, 7, 3, 5, 5):  # with a radius of 1, "replicate" and "reflect" are the same
            args = draw(rng, border, size=size)
            assert_close(blur(*args), solution.blur(*args))


@level("borders")
def test_reflects_unless_told(blur):
    """Without the fourth argument the border is "reflect".

    Catches: another-default.
    """
    assert_close(blur(IMAGE, 3, SIGMA), BLURRED)


@level("edge cases")
def test_blurs_each_channel_by_itself(blur, solution, rng):
    """Any number of channels, each blurred by itself.

    Catches: channels-mixed.
    """
    for channels in (3, 1, 2, 5):
        args = draw(rng, channels=(channels,))
        assert_close(blur(*args), solution.blur(*args))


@level("edge cases")
def test_a_kernel_of_one_weight_changes_nothing(blur, rng):
    """A kernel of size 1 leaves the image as it is.

    Catches: radius-of-1-at-least.
    """
    image = rng.normal(size=(4, 3))
    assert_close(blur(image, 1, 1.0, "reflect"), image)
