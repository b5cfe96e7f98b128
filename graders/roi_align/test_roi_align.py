"""The checks of `roi_align`: the standard ones, and what is special about it."""

import functools

import numpy as np

from shousi.grading import Fast, Regions, assert_close, level, standard

# The worked example of the statement and of the stub.
FEATURES = 10.0 * np.arange(4)[:, None] + np.arange(4) + np.zeros((1, 1, 1))
BOX = np.array([[1.0, 1, 3, 3]])
EXAMPLE = {"features": FEATURES, "boxes": BOX, "output_size": (2, 2), "spatial_scale": 1.0, "sampling_ratio": 2}
# A sample in float32 is off by 1e-6 of a pixel, and neighbors differ by a few times the largest value at most.
close = functools.partial(assert_close, rtol=1e-4)


def draw(rng, *, aligned=True, beyond=0.0, smallest=0.4):
    """Return arguments with boxes inside the map, or reaching so many of its pixels beyond."""
    channels, height, width = int(rng.integers(1, 4)), *rng.integers(3, 9, 2).tolist()
    scale, count = float(rng.choice([1.0, 0.5, 0.25])), int(rng.integers(1, 4))
    size = np.array([width, height])
    half = rng.uniform(smallest / 2, np.maximum(size / 2, smallest), (count, 2))
    center = rng.uniform(half - beyond, np.maximum(size - half + beyond, half - beyond + 0.1), (count, 2))
    boxes = np.hstack([center - half, center + half]) / scale
    bins = tuple(rng.integers(1, 4, 2).tolist())
    return rng.normal(size=(channels, height, width)), boxes, bins, scale, int(rng.integers(1, 4)), aligned


def draw_many(rng):
    """Return 40 proposals on a map of stride 16."""
    corner = rng.uniform(0, 350, (40, 2))
    boxes = np.hstack([corner, corner + rng.uniform(30, 150, (40, 2))])
    return rng.normal(size=(32, 32, 32)), boxes, (7, 7), 1 / 16, 2, True


def legal(function, features, boxes, output_size, spatial_scale=1.0, sampling_ratio=2, aligned=True):
    """Say whether smaller arguments are fair: boxes with an area, no sample at a place where it jumps to 0."""
    boxes = np.asarray(boxes, dtype=float)
    return features.ndim == 3 and min(features.shape) > 0 and bool((boxes[:, 2:] > boxes[:, :2]).all())


def picture(function, answer, features, boxes, output_size, spatial_scale=1.0, sampling_ratio=2, aligned=True):
    """Return what to draw of an answer: each box on the map, with its bins and samples."""
    corners = np.asarray(boxes) * spatial_scale - 0.5 * aligned
    if not aligned:
        corners[:, 2:] = np.maximum(corners[:, 2:], corners[:, :2] + 1)
    return Regions(features=features, corners=corners, bins=output_size, samples=sampling_ratio)


globals().update(
    standard(
        "roi_align",
        example=(EXAMPLE, np.array([[[[11.0, 12], [21, 22]]]])),
        draw=draw,
        compare=close,
        edge="borders",
        refuses={
            "features": [np.ones((4, 4)), np.ones((1, 1, 4, 4))],
            "boxes": [np.ones(4), np.ones((1, 5)), np.ones((1, 3)), np.ones((1, 4, 1))],
            "output_size": [(0, 2), (2, 0)],
            "sampling_ratio": [0, -1],
        },
        speed=Fast(60, "40 boxes on 32 × 32 × 32 features", draw_many),
    )
)


@level("borders")
def test_reads_boxes_that_reach_past_the_map(roi_align, solution, rng):
    """Boxes that reach past the map: the border repeats for a pixel, and beyond that there are zeros.

    Catches: border-without-end.
    """
    for _ in range(20):
        args = draw(rng, beyond=4.0)
        close(roi_align(*args), solution.roi_align(*args))


@level("borders")
def test_reads_small_maps_and_no_boxes(roi_align, solution, rng):
    """A map of one row, one column or one pixel is read like any other; no boxes give an array without rows.

    Catches: needs-a-box.
    """
    for shape in [(2, 1, 5), (2, 5, 1), (1, 1, 1)]:
        features, boxes = rng.normal(size=shape), np.array([[0.2, 0.1, 0.9, 0.7]])
        close(roi_align(features, boxes, (2, 2)), solution.roi_align(features, boxes, (2, 2)))
    close(roi_align(FEATURES, np.zeros((0, 4)), (2, 3)), np.zeros((0, 1, 2, 3)))


@level("not aligned")
def test_agrees_without_alignment(roi_align, solution, rng):
    """aligned=False: the worked example, random boxes, and boxes smaller than a pixel, which are enlarged.

    Catches: half-a-pixel-always, no-smallest-size.
    """
    close(roi_align(FEATURES, BOX, (2, 2), aligned=False), np.array([[[[16.5, 17.5], [26.5, 27.5]]]]))
    for smallest in [1.5] * 10 + [0.4] * 10:
        args = draw(rng, aligned=False, smallest=smallest)
        close(roi_align(*args), solution.roi_align(*args))
