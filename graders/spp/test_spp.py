"""The checks of `adaptive_max_pool2d` and `spatial_pyramid_pool`: the standard ones, and what is special about them."""

import numpy as np

from shousi.grading import Fast, assert_close, level, standard

# The worked example of the statement.
X = np.array([[[1.0, 2, 3, 4, 5], [9, 8, 0, 7, 6], [1, 1, 1, 2, 1]]])
POOLED, PYRAMID = np.array([[[9.0, 7], [9, 7]]]), np.array([9.0, 9, 7, 9, 7])


def draw_maps(rng, whole=False):
    """Return maps, most of them larger than the grids asked for."""
    x = rng.uniform(1, 100, rng.integers((1, 5, 5), (4, 14, 14)))
    return x.round() if whole else x


def draw_size(rng, whole=False):
    """Return maps and a size."""
    return draw_maps(rng, whole), tuple(rng.integers(1, 6, 2).tolist())


def draw_levels(rng, whole=False):
    """Return maps and one to three levels, in any order."""
    return draw_maps(rng, whole), tuple(rng.permutation(5)[: rng.integers(1, 4)] + 1)


BAD_X = [np.ones(shape) for shape in ((3, 5), (1, 1, 3, 5), (0, 3, 5), (1, 0, 5), (1, 3, 0))]
globals().update(
    standard(
        "adaptive_max_pool2d",
        example=({"x": X, "size": (2, 2)}, POOLED),
        draw=draw_size,
        basic="adaptive",
        whole=lambda rng: draw_size(rng, whole=True),
        precise=1e-9,
        refuses={"x": BAD_X, "size": [(2,), (2, 2, 2), (0, 2), (2, 0), (-1, 2)]},
        speed=Fast(30, "64 channels of 64 by 64", lambda rng: (rng.normal(size=(64, 64, 64)), (7, 7))),
    )
    | standard(
        "spatial_pyramid_pool",
        example=({"x": X, "levels": (1, 2)}, PYRAMID),
        draw=draw_levels,
        basic="pyramid",
        whole=lambda rng: draw_levels(rng, whole=True),
        precise=1e-9,
        refuses={"x": BAD_X, "levels": [(), (0, 1), (2, -1)]},
        speed=Fast(30, "64 channels of 64 by 64", lambda rng: (rng.normal(size=(64, 64, 64)), (1, 2, 3, 6))),
    )
)


@level("edge cases")
def test_takes_the_maximum_of_negative_numbers(adaptive_max_pool2d, solution, rng):
    """Where all numbers are below 0, so is their maximum.

    Catches: starts-at-zero.
    """
    for _ in range(5):
        x, size = draw_size(rng)
        assert_close(adaptive_max_pool2d(-x, size), solution.adaptive_max_pool2d(-x, size))


@level("edge cases")
def test_repeats_pixels_where_there_are_more_bins(adaptive_max_pool2d, solution, rng):
    """More bins than pixels: each bin still has one pixel or more.

    Catches: at-most-as-many-bins-as-pixels.
    """
    for size in ((4, 7), (3, 5), (2, 9), (6, 1)):
        x = rng.uniform(1, 100, (2, 2, 3))
        assert_close(adaptive_max_pool2d(x, size), solution.adaptive_max_pool2d(x, size))
