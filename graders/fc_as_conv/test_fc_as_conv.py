"""The checks of `fc_as_conv` and `slide_fc`: the standard ones, and what is special about them."""

import numpy as np

from shousi.grading import Fast, assert_all_close, assert_precise, comparison, level, standard

# The worked example of the statement.
WEIGHT, BIAS = np.array([[1.0, 2, 3, 4, 5, 6, 7, 8], [1, 0, 0, 0, -1, 0, 0, 0]]), np.array([0.0, 10])
KERNEL = WEIGHT.reshape(2, 2, 2, 2)
X = np.array([[[[1.0, 0, 2], [0, 1, 0]], [[0, 1, 0], [1, 0, 0]]]])
SCORES = np.array([[[[18.0, 12]], [[11, 9]]]])


@comparison
def both_close(got, expected):
    """Check the kernel and the bias; the numbers are copied, float32 may round them."""
    assert_all_close(got, expected, ("kernel", "bias"))


def numbers(rng, shape, whole):
    """Return random numbers of this shape."""
    drawn = rng.normal(size=shape)
    return (10 * drawn).round() if whole else drawn


def draw_layer(rng, whole=False):
    """Return weight, bias and shape, and whether the channels come last."""
    shape = tuple(rng.integers(1, 5, 3).tolist())
    outputs = rng.integers(1, 5)
    return numbers(rng, (outputs, np.prod(shape)), whole), numbers(rng, outputs, whole), shape, bool(rng.integers(2))


def draw_slide(rng, whole=False):
    """Return x, weight, bias, shape and stride."""
    weight, bias, shape, _ = draw_layer(rng, whole)
    height, width = shape[1:] + rng.integers(0, 5, 2)
    return (
        numbers(rng, (rng.integers(1, 4), shape[0], height, width), whole),
        weight,
        bias,
        shape,
        int(rng.integers(1, 4)),
    )


def draw_large(rng):
    """Return an image of 256 by 256 and a layer that sees 3 by 3 of it."""
    return rng.normal(size=(1, 2, 256, 256)), rng.normal(size=(2, 18)), rng.normal(size=2), (2, 3, 3), 1


LAYER = {"weight": WEIGHT, "bias": BIAS, "shape": (2, 2, 2)}
REFUSED = {
    ("shape", "weight"): [
        (2, 4),
        (2, 2, 2, 1),
        (2, 2, 3),
        {"weight": np.ones((2, 0)), "bias": BIAS, "shape": (0, 2, 2)},
    ],
    ("weight", "shape"): [np.ones((2, 7)), np.ones((2, 9)), np.ones(8), np.ones((2, 2, 2, 2))],
    ("bias", "weight"): [np.ones(1), np.ones(3), np.ones((2, 1))],
}
globals().update(
    standard(
        "fc_as_conv",
        example=(LAYER, (KERNEL, BIAS)),
        draw=draw_layer,
        basic="kernel",
        compare=both_close,
        whole=lambda rng: draw_layer(rng, whole=True),
        refuses=REFUSED,
    )
    | standard(
        "slide_fc",
        example=({"x": X, **LAYER}, SCORES),
        draw=draw_slide,
        basic="sliding",
        whole=lambda rng: draw_slide(rng, whole=True),
        precise=1e-9,
        refuses={
            "x": [
                np.ones(shape)
                for shape in ((2, 2, 3), (1, 2, 2, 3, 1), (1, 3, 2, 3), (1, 1, 2, 3), (1, 2, 1, 3), (1, 2, 2, 1))
            ],
            "stride": [0],
            **REFUSED,
        },
        speed=Fast(10, "64,516 windows", draw_large),
    )
)


@level("precision")
def test_fc_as_conv_is_precise(fc_as_conv, solution, rng):
    """The kernel and the bias are float64 and keep all digits.

    Catches: kernel-in-float32.
    """
    for _ in range(5):
        args = draw_layer(rng)
        for got, expected in zip(fc_as_conv(*args), solution.fc_as_conv(*args), strict=True):
            assert_precise(np.asarray(got), expected)
