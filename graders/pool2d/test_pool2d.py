"""The checks of `pool2d`: the standard ones of each function, and what is special about them."""

import numpy as np

from shousi.grading import Fast, assert_close, level, standard

X = np.array([[[[1.0, 3, 2, 0], [4, 2, 1, 5], [0, 6, -1, -2], [7, 1, -3, -4]]]])
BACK = np.zeros((1, 1, 4, 4))
BACK[0, 0, 2, 1], BACK[0, 0, 3, 0] = 7, 3
POOLED = np.array([[[[1.0, 3, 0], [4, 6, 5], [7, 1, -4]]]])
MEANS = np.array([[[[0.25, 1.25, 0], [1, 2, 0.75], [1.75, -0.5, -1]]]])
SETTINGS = [(2, None, 0), (2, 2, 1), (3, 2, 1), (3, 1, 0), (2, 3, 0), (3, 1, 1), (1, 2, 0), (4, 2, 2)]
LARGE = (4, 16, 64, 64)


def pixels(rng, shape):
    """Return distinct pixels, which float32 tells apart, about two in three of them below 0."""
    size = int(np.prod(shape))
    return (rng.permutation(size).reshape(shape) - 2 * size // 3) / 8


def draw(rng, shape=None, setting=None):
    """Return x, unequal in height and width, and kernel, stride and padding."""
    setting = SETTINGS[rng.integers(len(SETTINGS))] if setting is None else setting
    shape = (*rng.integers(1, 4, 2), *rng.choice([4, 5, 6, 7], 2, replace=False)) if shape is None else shape
    return pixels(rng, shape), *setting


def draw_mean(rng):
    """Return the same for `avg_pool2d`, with padding counted or not."""
    return *draw(rng), bool(rng.integers(2))


def draw_backward(rng, *given):
    """Return grad, x, kernel, stride and padding."""
    x, kernel, stride, padding = draw(rng, *given)
    out = [(length + 2 * padding - kernel) // (stride or kernel) + 1 for length in x.shape[2:]]
    return rng.normal(size=(*x.shape[:2], *out)), x, kernel, stride, padding


def whole(rng):
    """Return whole pixels."""
    return pixels(rng, (2, 2, 5, 6)) * 8, 3, 2, 1


NUMBERS = {"x": X, "kernel": 2, "stride": 2, "padding": 1}
REFUSED = {
    "x": [X[0], X[None]],
    "kernel": [{"kernel": 0, "padding": 0}, {"kernel": -1, "padding": 0}],
    ("kernel", "x"): [
        {"kernel": 5, "padding": 0},
        {"x": X[:, :, :1], "kernel": 4, "padding": 1},
        {"x": X[..., :1], "kernel": 2, "padding": 0},
    ],
    "stride": [{"stride": 0}, {"stride": -1}],
    "padding": [{"padding": -1}, {"padding": 2}],
}
globals().update(
    standard(
        "max_pool2d",
        example=(NUMBERS, POOLED),
        draw=draw,
        basic="maximum",
        whole=whole,
        refuses=REFUSED,
        speed=Fast(15, "4 images of 16 × 64 × 64", lambda rng: draw(rng, LARGE, (3, 2, 1))),
    )
    | standard(
        "avg_pool2d",
        example=(NUMBERS, MEANS),
        draw=draw_mean,
        basic="average",
        whole=whole,
        refuses=REFUSED,
        speed=Fast(15, "4 images of 16 × 64 × 64", lambda rng: draw(rng, LARGE, (3, 2, 1))),
    )
    | standard(
        "global_avg_pool2d",
        example=({"x": X}, np.array([[22 / 16]])),
        draw=lambda rng: draw(rng)[:1],
        basic="average",
        whole=lambda rng: whole(rng)[:1],
        refuses={"x": [X[0], X[None]]},
    )
    | standard(
        "max_pool2d_backward",
        example=({"grad": np.array([[[[1.0, 2], [3, 4]]]]), "x": X, "kernel": 3, "stride": 1, "padding": 0}, BACK),
        draw=draw_backward,
        basic="backward",
        whole=lambda rng: (rng.integers(1, 9, (2, 2, 3, 3)).astype(float), *whole(rng)),
        refuses=REFUSED
        | {"grad": [np.ones((1, 1, 1, 2)), np.ones((1, 1, 3, 3)), np.ones((1, 2, 2, 2)), np.ones((2, 2))]},
        speed=Fast(15, "4 images of 16 × 64 × 64", lambda rng: draw_backward(rng, LARGE, (3, 2, 1))),
    )
)


@level("edge cases")
def test_never_takes_the_padding_for_the_maximum(max_pool2d, avg_pool2d, max_pool2d_backward, solution, rng):
    """Where all pixels are far below 0, the frame never wins, and swallows no gradient; by default there is none.

    Catches: pads-with-a-large-negative-number.
    """
    grad, x, *numbers = draw_backward(rng, (2, 1, 5, 4), (3, 2, 1))
    x = x - 1e6
    assert_close(max_pool2d(x, *numbers), solution.max_pool2d(x, *numbers))
    assert_close(max_pool2d_backward(grad, x, *numbers), solution.max_pool2d_backward(grad, x, *numbers))
    assert_close(max_pool2d(x, 2), solution.max_pool2d(x, 2))
    assert_close(avg_pool2d(x, 2, padding=1), solution.avg_pool2d(x, 2, padding=1))
    assert_close(avg_pool2d(x, 3), solution.avg_pool2d(x, 3))
    assert_close(max_pool2d(x[:, :, :2], 4, 1, 1), solution.max_pool2d(x[:, :, :2], 4, 1, 1))
    assert_close(max_pool2d_backward(grad[:, :, :2, :2], x, 2), solution.max_pool2d_backward(grad[:, :, :2, :2], x, 2))


@level("ties")
def test_gives_the_gradient_to_the_first_of_equal_pixels(max_pool2d_backward, solution, rng):
    """Of equal pixels in a window the first gets the gradient, in the order of rows.

    Catches: shares-among-equals, the-last-of-equals.
    """
    for setting in SETTINGS:
        grad, x, *numbers = draw_backward(rng, (2, 2, 6, 5), setting)
        x = np.maximum(x, 0)  # as behind a ReLU
        assert_close(max_pool2d_backward(grad, x, *numbers), solution.max_pool2d_backward(grad, x, *numbers))
