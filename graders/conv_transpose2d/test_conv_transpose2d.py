"""The checks of `conv_transpose2d`: the standard ones, and what is special about it."""

import numpy as np

from shousi.grading import Fast, assert_close, level, standard

# The worked example of the statement and of the stub.
X, WEIGHT = np.array([[[1.0, 2], [3, 4]]]), np.array([[[[1.0, 10], [100, 1000]]]])
EXAMPLE = {"x": X, "weight": WEIGHT, "bias": None, "stride": 1, "padding": 0, "output_padding": 0}


def sized(rng, channels, image, kernel):
    """Return x, weight and bias of these sizes."""
    into, out = channels
    return rng.normal(size=(into, *image)), rng.normal(size=(into, out, *kernel)), rng.normal(size=out)


def draw(rng):
    """Return x, weight and a bias or none; all sizes differ."""
    channels, image = rng.permutation(np.arange(1, 5))[:2], rng.permutation(np.arange(2, 7))[:2]
    x, weight, bias = sized(rng, channels, image, rng.permutation(np.arange(1, 5))[:2])
    return x, weight, bias if rng.random() < 0.6 else None


def draw_whole(rng):
    """Return arguments of whole numbers."""
    return tuple(rng.integers(0, 100, shape).astype(float) for shape in ((2, 4, 3), (2, 3, 2, 3), (3,)))


def draw_layer(rng):
    """Return what a layer of a decoder that doubles the size has."""
    return *sized(rng, (16, 16), (24, 24), (4, 4)), 2, 1, 0


def legal(function, x, weight, bias=None, stride=1, padding=0, output_padding=0):
    """Say whether smaller arguments are fair: something is left of them."""
    if x.ndim != 3 or weight.ndim != 4 or 0 in x.shape + weight.shape or not 0 <= output_padding < stride:
        return False
    sizes = [(n - 1) * stride - 2 * padding + k for n, k in zip(x.shape[1:], weight.shape[2:], strict=True)]
    return len(x) == len(weight) and min(sizes) > 0 and padding >= 0


globals().update(
    standard(
        "conv_transpose2d",
        example=(EXAMPLE, np.array([[[1.0, 12, 20], [103, 1234, 2040], [300, 3400, 4000]]])),
        draw=draw,
        whole=draw_whole,
        precise=1e-9,
        short=draw_whole,
        refuses={
            "x": [np.ones((1, 2)), np.ones((1, 1, 2, 2))],
            ("weight", "x"): [
                {"weight": np.ones((1, 2, 2))},
                {"weight": np.ones((1, 1, 2, 2, 1))},
                {"weight": np.ones((2, 1, 2, 2))},
                {"x": np.ones((2, 2, 2))},
            ],
            "bias": [np.ones(2), np.ones((1, 1)), np.array(0.5)],
            "stride": [0, -1],
            "padding": [-1],
            "output_padding": [-1, 1, 2],
        },
        speed=Fast(150, "16 × 24 × 24 pixels with kernels of 4 × 4", draw_layer),
    )
)


@level("stride and padding")
def test_spreads_the_pixels_and_cuts_the_border_off(conv_transpose2d, solution, rng):
    """Stride, padding and output padding: the worked example, and random sizes.

    Catches: stride-ignored, padding-not-cut-off, output-padding-ignored, output-padding-of-zeros.
    """
    assert_close(conv_transpose2d(X, WEIGHT, stride=2, padding=1), np.array([[[1000.0, 200], [30, 4]]]))
    options = [
        (2, 0),
        (3, 0),
        (1, 1),
        (2, 1),
        (3, 1),
        (2, 2),
        (4, 1),
        (2, 1, 1),
        (2, 0, 1),
        (3, 1, 2),
        (3, 1, 1),
        (4, 0, 3),
    ]
    for option in options:
        args = *sized(rng, (2, 3), (5, 4), (3, 4)), *option
        assert_close(conv_transpose2d(*args), solution.conv_transpose2d(*args))


@level("edge cases")
def test_paints_single_pixels_and_single_taps(conv_transpose2d, solution, rng):
    """A single pixel paints one kernel; a 1 × 1 kernel with a stride leaves gaps of nothing but bias.

    Catches: needs-two-pixels.
    """
    for image, kernel, stride in [((1, 1), (3, 2), 2), ((3, 2), (1, 1), 3), ((1, 4), (2, 1), 2), ((1, 1), (1, 1), 1)]:
        args = *sized(rng, (2, 2), image, kernel), stride
        assert_close(conv_transpose2d(*args), solution.conv_transpose2d(*args))
