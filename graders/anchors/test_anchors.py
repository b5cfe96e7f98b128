"""The checks of `anchors`: the standard ones, and what is special about it."""

import functools

import numpy as np

from shousi.grading import Boxes, Fast, assert_close, level, standard

# The worked example of the statement and of the stub.
CELL = np.array([[0.0, 0, 16, 16], [-8, -8, 24, 24], [4, -8, 12, 24], [0, -24, 16, 40]])
BOX, ANCHOR, OFFSETS = (
    np.array([[4.0, 0, 20, 24]]),
    np.array([[0.0, 0, 16, 16]]),
    np.array([[0.25, 0.25, 0, np.log(1.5)]]),
)
# In float32 a center near 1000 is off by 1e-4 pixels, a hundred-thousandth of the anchor.
close = functools.partial(assert_close, rtol=1e-4)


def draw(rng):
    """Return the size of a map, a stride, and different scales and ratios."""
    height, width = rng.permutation(np.arange(1, 6))[:2].tolist()
    scales = rng.choice([8, 16, 24.5, 32, 64, 128], rng.integers(1, 4), replace=False)
    ratios = rng.choice([0.5, 1.0, 2.0, 0.3, 3.5], rng.integers(1, 4), replace=False)
    return (height, width), int(rng.choice([4, 8, 16, 32])), scales.tolist(), ratios.tolist()


def boxes_of(rng, n, whole=False):
    """Return n boxes in an image."""
    corner, size = rng.uniform(0, 60, (n, 2)), rng.uniform(2, 39, (n, 2))
    boxes = np.hstack([corner, corner + size])
    return np.hstack([np.floor(boxes[:, :2]), np.ceil(boxes[:, 2:])]) if whole else boxes


def draw_pairs(rng, whole=False):
    """Return boxes and as many anchors."""
    n = int(rng.integers(1, 6))
    return boxes_of(rng, n, whole), boxes_of(rng, n, whole)


def draw_offsets(rng):
    """Return offsets and as many anchors."""
    n = int(rng.integers(1, 6))
    return rng.normal(0, 0.7, (n, 4)).clip(-2, 2), boxes_of(rng, n)


def draw_many(rng):
    """Return what a map of 60 by 80 cells with three scales and three ratios has."""
    return (60, 80), 16, (rng.uniform(1, 2) * np.array([64, 128, 256])).tolist(), rng.uniform(0.3, 3, 3).tolist()


def bad_pairs(name):
    """Return arguments of encode or decode that do not fit; some are too short or too long both."""
    shapes = [
        ((1, 4), (1, 5)),
        ((1, 4), (1, 3)),
        ((1, 4), (2, 4)),
        ((2, 4), (1, 4)),
        ((1, 3), (1, 3)),
        ((1, 5), (1, 5)),
    ]
    return [{name: np.ones(rows), "anchor_boxes": np.ones(others)} for rows, others in [*shapes, ((4,), (4,))]]


def picture(function, answer, anchor_boxes=None, scales=(), ratios=(), **rest):
    """Return what to draw of an answer: the anchors of one cell, or one box beside its anchor."""
    if function == "encode":
        return None
    if function == "decode":
        return Boxes(boxes=answer, group=1, beside=anchor_boxes)
    return Boxes(boxes=answer, group=len(scales) * len(ratios))


globals().update(
    standard(
        "anchors",
        example=(
            {"feature_size": (1, 2), "stride": 16, "scales": [16, 32], "ratios": [1, 4]},
            np.vstack([CELL, CELL + np.array([16, 0, 16, 0])]),
        ),
        draw=draw,
        basic="anchors",
        compare=close,
        refuses={"stride": [0, -16], "scales": [[16, 0], [-16, 32]], "ratios": [[1, 0], [-1, 4]]},
        speed=Fast(10, "60 × 80 cells with nine anchors each", draw_many),
    )
    | standard(
        "encode",
        example=({"boxes": BOX, "anchor_boxes": ANCHOR}, OFFSETS),
        draw=draw_pairs,
        basic="offsets",
        compare=close,
        whole=lambda rng: draw_pairs(rng, whole=True),
        refuses={("boxes", "anchor_boxes"): bad_pairs("boxes")},
    )
    | standard(
        "decode",
        example=({"offsets": OFFSETS, "anchor_boxes": ANCHOR}, BOX),
        draw=draw_offsets,
        basic="offsets",
        compare=close,
        refuses={("offsets", "anchor_boxes"): bad_pairs("offsets")},
    )
)


@level("edge cases")
def test_takes_no_boxes(encode, decode):
    """encode and decode: no boxes give an array of shape (0, 4).

    Catches: needs-a-box.
    """
    close(encode(np.zeros((0, 4)), np.zeros((0, 4))), np.zeros((0, 4)))
    close(decode(np.zeros((0, 4)), np.zeros((0, 4))), np.zeros((0, 4)))
