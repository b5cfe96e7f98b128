"""The checks of `roi_pool`: the standard ones, and what is special about it."""

import numpy as np

from shousi.grading import Fast, Regions, assert_close, level, standard

# The worked example of the statement and of the stub.
FEATURES = 10.0 * np.arange(4)[:, None] + np.arange(4) + np.zeros((1, 1, 1))
EXAMPLE = {"features": FEATURES, "boxes": np.array([[1.0, 0, 3, 2]]), "output_size": (2, 2), "spatial_scale": 1.0}


def boxes_of(rng, count, size, scale, beyond=0, most=None):
    """Return boxes inside a map of this width and height, or reaching so many cells beyond it.

    No scaled coordinate is within a tenth of the middle between two whole numbers, where ways of rounding differ.
    """
    low, high = -beyond, np.asarray(size) - 1 + beyond
    first = rng.integers(low, high + 1, (count, 2))
    last = np.minimum(rng.integers(first, high + 1), first + (most or 99) - 1)
    return (np.hstack([first, last]) + rng.uniform(-0.4, 0.4, (count, 4))) / scale


def draw(rng, beyond=0, most=None):
    """Return arguments with different heights and widths, and no more bins than a box has cells."""
    height, width = rng.permutation(np.arange(3, 11))[:2].tolist()
    scale = float(rng.choice([1.0, 0.5, 0.0625]))
    boxes = boxes_of(rng, int(rng.integers(1, 5)), (width, height), scale, beyond, most)
    cells = (np.rint(boxes[:, 2:] * scale) - np.rint(boxes[:, :2] * scale) + 1).min(axis=0)
    bins = tuple(rng.integers(1, np.minimum(cells[::-1], 4) + 1).tolist())
    return rng.normal(size=(int(rng.integers(1, 4)), height, width)), boxes, bins, scale


def draw_many(rng):
    """Return 40 proposals on a map of stride 16; the largest has 28 rows, up to which float bins are exact."""
    return rng.normal(size=(64, 50, 50)), boxes_of(rng, 40, (50, 50), 1 / 16, most=28), (7, 7), 1 / 16


def legal(function, features, boxes, output_size, spatial_scale=1.0):
    """Say whether smaller arguments are fair: whole boxes, and nothing that is rounded in two ways."""
    boxes = np.asarray(boxes, dtype=float) * spatial_scale
    if features.ndim != 3 or 0 in features.shape or boxes.ndim != 2 or (boxes[:, 2:] < boxes[:, :2] - 0.8).any():
        return False
    return bool((np.abs(boxes - np.floor(boxes) - 0.5) > 0.05).all()) and min(output_size) > 0


def picture(function, answer, features, boxes, output_size, spatial_scale=1.0):
    """Return what to draw of an answer: the cells of each box, and its bins."""
    cells = np.rint(np.asarray(boxes) * spatial_scale) + np.array([-0.5, -0.5, 0.5, 0.5])
    return Regions(features=features, corners=cells, bins=output_size)


globals().update(
    standard(
        "roi_pool",
        example=(EXAMPLE, np.array([[[[12.0, 13], [22, 23]]]])),
        draw=draw,
        rounds=30,
        refuses={
            "features": [np.ones((4, 4)), np.ones((1, 1, 4, 4))],
            "boxes": [np.ones(4), np.ones((1, 5)), np.ones((1, 3)), np.ones((1, 4, 1))],
            "output_size": [(0, 2), (2, 0)],
        },
        speed=Fast(8, "40 boxes on 64 × 50 × 50 features", draw_many),
    )
)


@level("bins")
def test_gives_every_bin_a_cell(roi_pool, solution, rng):
    """Boxes with fewer cells than bins, single cells too: bins share cells, and none is empty.

    Catches: enlarges-small-boxes.
    """
    assert_close(roi_pool(FEATURES, np.array([[2.0, 2, 2, 2]]), (2, 3)), np.full((1, 1, 2, 3), 22.0))
    for most in (1, 2, 3) * 6:
        features, boxes, _, scale = draw(rng, most=most)
        bins = tuple(rng.integers(3, 6, 2).tolist())
        assert_close(roi_pool(features, boxes, bins, scale), solution.roi_pool(features, boxes, bins, scale))


@level("edge cases")
def test_clips_bins_to_the_map(roi_pool, solution, rng):
    """Boxes that reach past the map: bins are clipped, and 0 where nothing is left of them.

    Catches: clipped-first, infinite-empty-bins.
    """
    for _ in range(20):
        args = draw(rng, beyond=4)
        assert_close(roi_pool(*args), solution.roi_pool(*args))


@level("edge cases")
def test_takes_no_boxes(roi_pool):
    """No boxes give an array without rows.

    Catches: needs-a-box.
    """
    assert_close(roi_pool(FEATURES, np.zeros((0, 4)), (2, 3), 1.0), np.zeros((0, 1, 2, 3)))
