"""The checks of `iou`. Each is a promise that the statement makes; its first line is what the learner reads."""

import numpy as np

from shousi.grading import assert_close, assert_inputs_unchanged, assert_precise, assert_refuses, comparison, level

# The worked example of the statement and of the stub: inside, apart, side by side; corner to corner, across, the same.
BOXES1 = np.array([[0.0, 0, 4, 4], [2, 4, 6, 8]])
BOXES2 = np.array([[0.0, 0, 2, 4], [2, 6, 10, 9], [2, 4, 6, 8]])
IOU = np.array([[8 / 16, 0, 0], [0, 8 / 32, 1]])
GIOU = np.array([[8 / 16 - 0 / 16, 0 - 50 / 90, 0 - 16 / 48], [0 - 24 / 48, 8 / 32 - 8 / 40, 1 - 0 / 16]])

# Both are ratios of areas, at most 1 in size, so the tolerance is absolute. Equally right formulas (the overlap as sum
# less hull, boxes shifted to the origin first) differ by rounding: below 1e-15 of a coordinate, so below 1e-12 of the
# areas drawn here, whose sides are at least a hundredth of the coordinates. Float32 arithmetic errs by 1e-5 at most,
# and passes where nine digits are not asked for.
TOLERANCE, PRECISE = 1e-4, 1e-9


@level("iou")
def test_gives_the_ious_of_the_worked_example(iou):
    """The IoUs of the worked example, its arguments passed by name.

    Catches: renamed-arguments-of-iou.
    """
    _hold(iou(boxes1=BOXES1, boxes2=BOXES2), IOU)


@level("iou")
def test_agrees_with_the_solution_on_random_boxes(iou, solution, rng):
    """The IoUs of random boxes, left and right of the origin.

    Catches: clips-coordinates-of-iou-at-zero.
    """
    for round_ in range(24):
        boxes1, boxes2 = _draw(rng, n=2 + round_ // 3, m=13 - round_ // 3, frame=1000)  # never as many in both
        shift = (0.0, -500.0, -2000.0)[round_ % 3]
        _hold(iou(boxes1 + shift, boxes2 + shift), solution.iou(boxes1 + shift, boxes2 + shift))


@level("giou")
def test_gives_the_gious_of_the_worked_example(giou):
    """The GIoUs of the worked example, its arguments passed by name.

    Catches: renamed-arguments-of-giou.
    """
    _hold(giou(boxes1=BOXES1, boxes2=BOXES2), GIOU)


@level("giou")
def test_agrees_with_the_gious_of_the_solution_on_random_boxes(giou, solution, rng):
    """The GIoUs of random boxes, left and right of the origin.

    Catches: hull-cut-at-the-image-edge.
    """
    for round_ in range(24):
        boxes1, boxes2 = _draw(rng, n=2 + round_ // 3, m=13 - round_ // 3, frame=1000)
        shift = (0.0, -500.0, -2000.0)[round_ % 3]
        _hold(giou(boxes1 + shift, boxes2 + shift), solution.giou(boxes1 + shift, boxes2 + shift))


@level("edge cases")
def test_compares_every_box_with_every_box_when_there_are_as_many(iou, giou):
    """Three boxes with themselves make nine pairs, not three.

    Catches: elementwise_when_lengths_agree.py.
    """
    # Boxes 0 and 1 lie apart (hull 90), 0 and 2 touch at a corner (hull 48), 1 and 2 share 8 of 32 (hull 40).
    _hold(iou(BOXES2, BOXES2), np.array([[1, 0, 0], [0, 1, 0.25], [0, 0.25, 1]]))
    _hold(giou(BOXES2, BOXES2), np.array([[1, -58 / 90, -0.5], [-58 / 90, 1, 0.05], [-0.5, 0.05, 1]]))


@level("edge cases")
def test_keeps_both_axes_for_a_single_box(iou, giou):
    """A single box on either side still gives a table: (1, M), (N, 1), (1, 1).

    Catches: squeezes-the-table.
    """
    for function, expected in ((iou, IOU), (giou, GIOU)):
        _hold(function(BOXES1[:1], BOXES2), expected[:1])
        _hold(function(BOXES1, BOXES2[1:2]), expected[:, 1:2])
        _hold(function(BOXES1[1:], BOXES2[1:2]), expected[1:, 1:2])


@level("edge cases")
def test_gives_an_empty_table_for_no_boxes(iou, giou):
    """No boxes on either side give an empty table: (0, M), (N, 0), (0, 0).

    Catches: crashes-without-boxes, flat-array-without-boxes.
    """
    for function in (iou, giou):
        for n, m in ((0, 3), (2, 0), (0, 0)):
            _hold(function(BOXES1[:n], BOXES2[:m]), np.zeros((n, m)))


@level("edge cases")
def test_reads_arrays_of_any_memory_layout(iou, giou):
    """Transposed, sliced and reversed arrays are read correctly.

    Catches: reads-raw-memory.
    """
    wide = np.full((6, 6), -7.0)
    wide[::2, 1:5] = BOXES2
    for function, expected in ((iou, IOU), (giou, GIOU)):
        _hold(function(np.asfortranarray(BOXES1), wide[::2, 1:5]), expected)
        _hold(function(BOXES1[::-1].copy()[::-1], np.asfortranarray(BOXES2)), expected)


@level("edge cases")
def test_accepts_boxes_of_integers(iou, giou, solution, rng):
    """Boxes of whole numbers are boxes like any other.

    Catches: iou-in-the-dtype-of-the-boxes.
    """
    for dtype in (np.int64, np.int32):
        boxes1, boxes2 = (boxes.astype(dtype) for boxes in _draw(rng, n=6, m=5, frame=1000, whole=True))
        _hold(iou(boxes1, boxes2), solution.iou(boxes1, boxes2))
        _hold(giou(boxes1, boxes2), solution.giou(boxes1, boxes2))


@level("precision")
def test_accepts_boxes_of_any_real_dtype(iou, giou, solution, rng):
    """Integers and short floats do not overflow; the answer is float64.

    Catches: keeps-the-dtype-of-boxes, keeps-the-dtype-of-floats.
    """
    largest = {
        np.uint8: 255,
        np.int16: 2_000,  # an area of 2,000 by 2,000 does not fit into int16
        np.uint16: 60_000,
        np.int32: 100_000,
        np.int64: 100_000,
        np.float16: 2_000,  # every integer up to 2,048 is exact, an area above 65,504 is not
        np.float32: 2_000,
    }
    for dtype, frame in largest.items():
        boxes1, boxes2 = _draw(rng, n=6, m=5, frame=frame, whole=True)
        boxes1, boxes2 = boxes1.astype(dtype), boxes2.astype(dtype)
        _hold_precisely(iou(boxes1, boxes2), solution.iou(boxes1, boxes2))
        _hold_precisely(giou(boxes1, boxes2), solution.giou(boxes1, boxes2))


@level("precision")
def test_follows_the_same_rule_in_any_unit(iou, giou):
    """Fractions, tiny boxes and boxes far from the origin: same rule.

    Catches: epsilon-of-1e-8-in-the-union, epsilon-of-1e-9-in-the-union, epsilon-in-the-hull.
    """
    # Powers of two and whole metres, so that scaling and shifting lose nothing in float64.
    for scale, shift in ((2.0**-4, 0.0), (2.0**-20, 0.0), (2.0**-4, 5_000_000.0)):  # areas down to 7e-12
        boxes1, boxes2 = BOXES1 * scale + shift, BOXES2 * scale + shift
        _hold_precisely(iou(boxes1, boxes2), IOU)
        _hold_precisely(giou(boxes1, boxes2), GIOU)


@level("edge cases")
def test_leaves_its_inputs_as_they_were(iou, giou, rng, solution):
    """Both arrays are the same after the call as before.

    Catches: shifts-boxes-in-place.
    """
    boxes1, boxes2 = (boxes + 3 for boxes in _draw(rng, n=5, m=4, frame=1000))  # away from 0, to where one would shift
    _hold(assert_inputs_unchanged(iou, boxes1, boxes2), solution.iou(boxes1, boxes2))
    _hold(assert_inputs_unchanged(giou, boxes1, boxes2), solution.giou(boxes1, boxes2))


@level("edge cases")
def test_answers_a_second_call_afresh(iou, giou):
    """A second call with the same boxes in another order gets its own answer.

    Catches: remembers_by_sum.py.
    """
    for function, expected in ((iou, IOU), (giou, GIOU)):
        _hold(function(BOXES1, BOXES2), expected)
        _hold(function(BOXES1[::-1].copy(), BOXES2[::-1].copy()), expected[::-1, ::-1])


@level("errors")
def test_refuses_boxes_of_another_shape(iou, giou):
    """Boxes that are not of shape (N, 4) raise a ValueError naming the argument.

    Catches: accepts-boxes-of-any-shape, reshapes-boxes, accepts-a-flat-box, accepts-a-flat-empty-array.
    """
    for shape in ((1, 2, 4), (1, 4, 3), (4,), (3, 5), (2, 2), (0,)):
        boxes = np.arange(float(np.prod(shape))).reshape(shape)
        for function in (iou, giou):
            assert_refuses(function, boxes, BOXES2, naming="boxes1")
            assert_refuses(function, BOXES1, boxes, naming="boxes2")


@level("errors")
def test_refuses_nan(iou, giou):
    """A NaN anywhere in the boxes raises a ValueError naming the argument.

    Catches: accepts-nan, looks-for-nan-in-one-column.
    """
    for column in range(4):
        boxes = BOXES2.copy()
        boxes[1, column] = np.nan
        for function in (iou, giou):
            assert_refuses(function, boxes, BOXES2, naming="boxes1")
            assert_refuses(function, BOXES1, boxes, naming="boxes2")


@level("speed")
def test_is_fast_enough_for_a_large_table_of_ious(iou, speed):
    """600 by 350 IoUs take at most 25 times as long as the reference.

    Catches: iou_pair_loops.py.
    """
    speed.at_most(25, iou, _large, compare=_hold, sizes=(150, 300, 600), of="boxes")


@level("speed")
def test_is_fast_enough_for_a_large_table_of_gious(giou, speed):
    """600 by 350 GIoUs take at most 25 times as long as the reference.

    Catches: giou_pair_loops.py.
    """
    speed.at_most(25, giou, _large, compare=_hold, sizes=(150, 300, 600), of="boxes")


@comparison
def _hold(got, expected):
    """Check that a table is this one."""
    assert_close(got, expected, rtol=0, atol=TOLERANCE)


@comparison
def _hold_precisely(got, expected):
    """Check that a table is this one to nine digits, in float64."""
    assert_precise(got, expected, rtol=0, atol=PRECISE)


def _draw(rng, n, m, frame, whole=False):
    """Return n and m boxes inside [0, frame] that gather around the same few centres.

    So some pairs overlap much, some a little and some not at all, some of these apart on both axes. Sides are a tenth
    of the frame at least. `whole` rounds the coordinates to integers.
    """
    centres = rng.uniform(0.2, 0.8, ((n + m) // 4 + 2, 2))
    middle = centres[rng.integers(len(centres), size=n + m)] + rng.normal(0, 0.05, (n + m, 2)).clip(-0.1, 0.1)
    half = rng.uniform(0.05, 0.1, (n + m, 2))
    boxes = frame * np.hstack([middle - half, middle + half])
    boxes = np.rint(boxes) if whole else boxes
    return boxes[:n], boxes[n:]


def _large(rng, n):
    """Return n boxes, 600 when it counts, and 350, as a detector's anchors meet the objects of a few images."""
    return _draw(rng, n=n, m=350, frame=1000)
