"""The checks of `grouped_conv2d` and `depthwise_separable`: all of them standard ones."""

import numpy as np

from shousi.grading import Fast, standard

# The worked example of the statement.
X = np.array([[[[1.0, 2, 3], [4, 5, 6], [7, 8, 9]], [[1, 0, 1], [0, 1, 0], [1, 0, 1]]]])
DEPTHWISE = np.array([[[[1.0, 0], [0, 1]]], [[[1, 2], [0, 0]]]])
POINTWISE = np.array([[[[1.0]], [[10]]], [[[1]], [[-1]]]])
FILTERED = np.array([[[[6.0, 8], [12, 14]], [[1, 2], [2, 1]]]])
MIXED = np.array([[[[16.0, 28], [32, 24]], [[5, 6], [10, 13]]]])


def size_for(rng, kh, kw, padding):
    """Return height and width of an image into which, with its padding, the filter just fits or more."""
    return tuple(max(k - 2 * padding, 1) + int(rng.choice([0, 1, 3, 4])) for k in (kh, kw))


def draw_grouped(rng, whole=False):
    """Return x, weight, groups, stride and padding; no two axes are of one length by rule."""
    groups, per_group, filters = rng.integers(1, 4, 3)
    kh, kw, stride = rng.integers(1, 4, 3)
    padding = int(rng.integers(3))
    height, width = size_for(rng, kh, kw, padding)
    x = rng.normal(size=(rng.integers(1, 3), groups * per_group, height, width))
    weight = rng.normal(size=(groups * filters, per_group, kh, kw))
    if whole:
        x, weight = (10 * x).round(), (10 * weight).round()
    return x, weight, int(groups), int(stride), padding


def draw_separable(rng, whole=False):
    """Return x, the two weights, stride and padding."""
    channels, out = rng.integers(1, 6, 2)
    kh, kw, stride = rng.integers(1, 4, 3)
    padding = int(rng.integers(3))
    height, width = size_for(rng, kh, kw, padding)
    shapes = [(rng.integers(1, 3), channels, height, width), (channels, 1, kh, kw), (out, channels, 1, 1)]
    arrays = [rng.normal(size=shape) for shape in shapes]
    return *((10 * array).round() if whole else array for array in arrays), int(stride), padding


def large_grouped(rng):
    """Return 32 channels in four groups."""
    return rng.normal(size=(2, 32, 32, 32)), rng.normal(size=(64, 8, 3, 3)), 4, 1, 1


def large_separable(rng):
    """Return 32 channels that become 64."""
    return rng.normal(size=(2, 32, 32, 32)), rng.normal(size=(32, 1, 3, 3)), rng.normal(size=(64, 32, 1, 1)), 1, 1


LARGE = {"weight": np.ones((2, 1, 6, 6)), "stride": 1, "padding": 1}  # with its padding x is 5 by 5


def shaped(*shapes):
    """Return an array of ones of each shape."""
    return [np.ones(shape) for shape in shapes]


globals().update(
    standard(
        "grouped_conv2d",
        example=({"x": X, "weight": DEPTHWISE, "groups": 2}, FILTERED),
        draw=draw_grouped,
        basic="grouped",
        whole=lambda rng: draw_grouped(rng, whole=True),
        precise=1e-9,
        refuses={
            "x": shaped((2, 3, 3), (3, 3), (1, 2, 3, 3, 1)),
            ("weight", "x", "groups"): [
                *shaped((2, 2, 2, 2), (2, 0, 2, 2), (2, 1, 2), (2, 1, 2, 2, 1), (2, 1, 4, 2), (2, 1, 2, 4)),
                LARGE,
            ],
            ("groups", "x", "weight"): [0, 3, -2, {"x": X[:, :1], "groups": 2}, {"weight": DEPTHWISE[:1], "groups": 2}],
            "stride": [0],
            "padding": [{"stride": 1, "padding": -1}],
        },
        speed=Fast(20, "2 images of 32 channels, 32 by 32,", large_grouped),
    )
    | standard(
        "depthwise_separable",
        example=({"x": X, "depthwise": DEPTHWISE, "pointwise": POINTWISE}, MIXED),
        draw=draw_separable,
        basic="separable",
        whole=lambda rng: draw_separable(rng, whole=True),
        precise=1e-9,
        refuses={
            ("depthwise", "x"): shaped((3, 1, 2, 2), (1, 1, 2, 2), (2, 2, 2, 2), (2, 1, 2), (2, 1, 2, 2, 1)),
            ("pointwise", "x", "depthwise"): shaped((2, 3, 1, 1), (2, 1, 1, 1), (2, 2), (2, 2, 1, 2), (2, 2, 1, 1, 1)),
            "x": shaped((2, 3, 3), (1, 2, 3, 3, 1)),
            "stride": [0],
            "padding": [{"stride": 1, "padding": -1}],
        },
        speed=Fast(20, "2 images of 32 channels, 32 by 32,", large_separable),
    )
)
