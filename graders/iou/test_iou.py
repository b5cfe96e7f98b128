"""The checks of `iou`: the standard ones of both functions, and what is special about them."""

import numpy as np

from shousi.grading import Fast, assert_close, assert_precise, comparison, level, standard

# Inside, apart, side by side; corner to corner, across, the same.
BOXES1 = np.array([[0.0, 0, 4, 4], [2, 4, 6, 8]])
BOXES2 = np.array([[0.0, 0, 2, 4], [2, 6, 10, 9], [2, 4, 6, 8]])
IOU = np.array([[8 / 16, 0, 0], [0, 8 / 32, 1]])
GIOU = np.array([[8 / 16 - 0 / 16, 0 - 50 / 90, 0 - 16 / 48], [0 - 24 / 48, 8 / 32 - 8 / 40, 1 - 0 / 16]])
WITH_NAN = [np.where(np.arange(12).reshape(3, 4) == 4 + column, np.nan, BOXES2) for column in range(4)]
BAD = [np.arange(float(np.prod(shape))).reshape(shape) for shape in ((1, 2, 4), (1, 4, 3), (4,), (3, 5), (2, 2), (0,))]

# Both are ratios of areas, at most 1 in size, so the tolerance is absolute. Equally right formulas (the overlap as sum
# less hull, boxes shifted to the origin first) differ by rounding: below 1e-15 of a coordinate, so below 1e-12 of the
# areas drawn here, whose sides are at least a hundredth of the coordinates. Float32 arithmetic errs by 1e-5 at most,
# and passes where nine digits are not asked for.
TOLERANCE, PRECISE = 1e-4, 1e-9
# Up to which whole numbers are drawn. An area of 2,000 by 2,000 does not fit into int16, nor into float16.
LARGEST = {
    np.uint8: 255, np.int16: 2_000, np.uint16: 60_000, np.int32: 100_000, np.int64: 100_000, np.float16: 2_000,
    np.float32: 2_000,
}  # fmt: skip


@comparison
def close(got, expected):
    """Check that a table is this one."""
    assert_close(got, expected, rtol=0, atol=TOLERANCE)


@comparison
def precise(got, expected):
    """Check that a table is this one to nine digits, in float64."""
    assert_precise(got, expected, rtol=0, atol=PRECISE)


def boxes(rng, n, m, frame=1000.0, *, whole=False):
    """Return n and m boxes inside [0, frame] that gather around the same few centers.

    So some pairs overlap much, some a little and some not at all, some of these apart on both axes. Sides are a tenth
    of the frame at least. `whole` rounds the coordinates to integers.
    """
    centers = rng.uniform(0.2, 0.8, ((n + m) // 4 + 2, 2))
    middle = centers[rng.integers(len(centers), size=n + m)] + rng.normal(0, 0.05, (n + m, 2)).clip(-0.1, 0.1)
    half = rng.uniform(0.05, 0.1, (n + m, 2))
    both = frame * np.hstack([middle - half, middle + half])
    both = np.rint(both) if whole else both
    return both[:n], both[n:]


def draw(rng):
    """Return boxes on either side of the origin, never as many in both."""
    shift = rng.choice([0.0, -500.0, -2000.0])
    boxes1, boxes2 = boxes(rng, int(rng.integers(2, 8)), int(rng.integers(8, 14)))
    return boxes1 + shift, boxes2 + shift


def checks(function, expected):
    """Return the standard checks of one of the functions."""
    return standard(
        function,
        example=({"boxes1": BOXES1, "boxes2": BOXES2}, expected),
        draw=draw,
        basic=function,
        compare=close,
        whole=lambda rng: boxes(rng, 6, 5, whole=True),
        refuses={"boxes1": BAD + WITH_NAN, "boxes2": [{"boxes2": bad} for bad in BAD + WITH_NAN]},
        speed=Fast(25, "600 by 350 boxes", lambda rng, n: boxes(rng, n, 350), sizes=(150, 300, 600), of="boxes"),
    )


globals().update(checks("iou", IOU) | checks("giou", GIOU))


@level("edge cases")
def test_compares_every_box_with_every_box_when_there_are_as_many(iou, giou):
    """Three boxes with themselves make nine pairs, not three.

    Catches: elementwise-when-there-are-as-many.
    """
    # Boxes 0 and 1 lie apart (hull 90), 0 and 2 touch at a corner (hull 48), 1 and 2 share 8 of 32 (hull 40).
    close(iou(BOXES2, BOXES2), np.array([[1, 0, 0], [0, 1, 0.25], [0, 0.25, 1]]))
    close(giou(BOXES2, BOXES2), np.array([[1, -58 / 90, -0.5], [-58 / 90, 1, 0.05], [-0.5, 0.05, 1]]))


@level("edge cases")
def test_keeps_both_axes_for_a_single_box(iou, giou):
    """A single box on either side still gives a table: (1, M), (N, 1), (1, 1).

    Catches: squeezes-the-table.
    """
    for function, expected in ((iou, IOU), (giou, GIOU)):
        close(function(BOXES1[:1], BOXES2), expected[:1])
        close(function(BOXES1, BOXES2[1:2]), expected[:, 1:2])
        close(function(BOXES1[1:], BOXES2[1:2]), expected[1:, 1:2])


@level("edge cases")
def test_gives_an_empty_table_for_no_boxes(iou, giou):
    """No boxes on either side give an empty table: (0, M), (N, 0), (0, 0).

    Catches: flat-array-without-boxes.
    """
    for function in (iou, giou):
        for n, m in ((0, 3), (2, 0), (0, 0)):
            close(function(BOXES1[:n], BOXES2[:m]), np.zeros((n, m)))


@level("edge cases")
def test_answers_a_second_call_afresh(iou, giou):
    """A second call with the same boxes in another order gets its own answer.

    Catches: remembers_by_sum.py.
    """
    for function, expected in ((iou, IOU), (giou, GIOU)):
        close(function(BOXES1, BOXES2), expected)
        close(function(BOXES1[::-1].copy(), BOXES2[::-1].copy()), expected[::-1, ::-1])


@level("precision")
def test_accepts_boxes_of_any_real_dtype(iou, giou, solution, rng):
    """Integers and short floats do not overflow; the answer is float64.

    Catches: keeps-the-dtype-of-boxes.
    """
    for dtype, frame in LARGEST.items():
        args = [drawn.astype(dtype) for drawn in boxes(rng, 6, 5, frame, whole=True)]
        precise(iou(*args), solution.iou(*args))
        precise(giou(*args), solution.giou(*args))


@level("precision")
def test_follows_the_same_rule_in_any_unit(iou, giou):
    """Fractions, tiny boxes and boxes far from the origin: same rule.

    Catches: epsilon-of-1e-6-in-the-union, epsilon-of-1e-9-in-the-union.
    """
    # Powers of two and whole meters, so that scaling and shifting lose nothing in float64.
    for scale, shift in ((2.0**-4, 0.0), (2.0**-20, 0.0), (2.0**-4, 5_000_000.0)):  # areas down to 7e-12
        args = BOXES1 * scale + shift, BOXES2 * scale + shift
        precise(iou(*args), IOU)
        precise(giou(*args), GIOU)
