"""The checks of `nms`. Each is a promise that the statement makes; its first line is what the learner reads."""

import numpy as np

from shousi.grading import assert_index_array, assert_indices, assert_inputs_unchanged, assert_refuses, level

# The worked example of the statement, of the stub and of the picture.
BOXES = np.array(
    [
        [26.0, 18.0, 66.0, 58.0],
        [80.0, 20.0, 120.0, 60.0],
        [10.0, 10.0, 50.0, 50.0],
        [80.0, 20.0, 100.0, 60.0],
        [18.0, 14.0, 58.0, 54.0],
        [84.0, 24.0, 124.0, 64.0],
    ]
)
SCORES = np.array([0.6, 0.7, 0.9, 0.5, 0.8, 0.65])
KEPT = [2, 1, 0, 3]

# Equally right formulas for the IoU round differently in the last digit, and so does inter > t * union. No pair of a
# random draw may therefore lie closer to the threshold than this. It also covers float32 arithmetic on float32 boxes of
# the sizes drawn here (relative error below 1e-6).
MARGIN = 1e-5


@level("basic")
def test_gives_the_answer_of_the_worked_example(nms):
    """The worked example of the statement, its arguments passed by name.

    Catches: renamed-arguments.
    """
    assert_indices(nms(boxes=BOXES, scores=SCORES, iou_threshold=0.5), KEPT)


@level("basic")
def test_keeps_three_hundred_boxes_that_lie_apart(nms, rng):
    """All of 300 boxes that lie apart are kept, best score first.

    Catches: keeps-200-at-most.
    """
    corners = 20.0 * np.stack(np.divmod(np.arange(300), 20), axis=1)
    boxes = np.hstack([corners, corners + 10])
    scores = (rng.permutation(300) + 1) / 301
    assert_indices(nms(boxes, scores, 0.3), np.argsort(-scores))


@level("edge cases")
def test_reads_arrays_of_any_memory_layout(nms):
    """Transposed, sliced and reversed arrays are read correctly.

    Catches: reads-raw-memory.
    """
    wide = np.full((12, 6), -7.0)
    wide[::2, 1:5] = BOXES
    long = np.full(18, -7.0)
    long[::3] = SCORES
    assert_indices(nms(np.asfortranarray(BOXES), SCORES, 0.5), KEPT)
    assert_indices(nms(wide[::2, 1:5], long[::3], 0.5), KEPT)
    assert_indices(nms(BOXES[::-1].copy()[::-1], SCORES[::-1].copy()[::-1], 0.5), KEPT)


@level("precision")
def test_accepts_boxes_of_any_real_dtype(nms, solution, rng):
    """Boxes of integers and of short floats do not overflow.

    Catches: keeps-the-dtype-of-boxes.
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
        for _ in range(4):
            boxes, scores, threshold = _draw(rng, n=10, frame=frame, whole=True)
            boxes = boxes.astype(dtype)
            assert_indices(nms(boxes, scores, threshold), solution.nms(boxes, scores, threshold))


@level("precision")
def test_accepts_scores_of_any_real_dtype(nms, solution, rng):
    """Scores may be integers, unsigned ones too.

    Catches: negates-scores-in-their-own-dtype.
    """
    lowest = {np.uint8: 0, np.int8: -128, np.uint16: 0, np.int64: -1_000, np.float16: -128, np.float32: -128}
    for dtype, low in lowest.items():
        for _ in range(4):
            boxes, _, threshold = _draw(rng, n=7, frame=100)
            above = 1 + rng.permutation(200)[: len(boxes) - 1]
            scores = (low + rng.permutation([0, *above])).astype(dtype)  # the lowest value of all is always among them
            assert_indices(nms(boxes, scores, threshold), solution.nms(boxes, scores, threshold))


@level("edge cases")
def test_keeps_a_box_exactly_at_the_threshold(nms):
    """A box whose IoU equals the threshold is kept.

    Catches: drop-at-threshold, zero-threshold-means-default.
    """
    scores = np.array([0.9, 0.8])
    half = np.array([[0.0, 0, 2, 2], [0, 0, 2, 1]])  # IoU exactly 1/2
    touching = np.array([[0.0, 0, 2, 2], [2, 0, 4, 2]])  # IoU exactly 0
    same = np.array([[0.0, 0, 2, 2], [0, 0, 2, 2]])  # IoU exactly 1
    barely = np.array([[0.0, 0, 2, 2], [1.75, 0, 3.75, 2], [5, 0, 7, 2]])  # IoU 1/15, 0
    assert_indices(nms(half[::-1], scores, 0.5), [0, 1])  # the smaller one is the better one
    assert_indices(nms(half, scores, 0.5), [0, 1])
    assert_indices(nms(touching, scores, 0.0), [0, 1])
    assert_indices(nms(barely, np.array([0.9, 0.8, 0.7]), 0.0), [0, 2])
    assert_indices(nms(same, scores, 1.0), [0, 1])


@level("ties")
def test_ranks_the_lower_index_first_among_equal_scores(nms, solution, rng):
    """Of equal scores the lower index counts as better.

    Catches: ties-to-the-last-index.
    """
    # Sorting routines often happen to be stable on a few elements and are not on a hundred.
    for n in [3, 2, 3, 4, 5, 6, 8, 12, 60, 90, 120]:
        boxes, _, threshold = _draw(rng, n=n, frame=100)
        scores = rng.integers(1, 4, n) / 4
        if n <= 3:
            scores[:] = scores[0]
        assert_indices(nms(boxes, scores, threshold), solution.nms(boxes, scores, threshold))


@level("precision")
def test_ranks_scores_that_differ_in_the_last_digits(nms):
    """Scores that first differ in the twelfth digit are not equal.

    Catches: ranks-scores-in-float32.
    """
    apart = np.array([[0.0, 0, 2, 2], [5, 0, 7, 2], [10, 0, 12, 2]])
    assert_indices(nms(apart, 0.9 + np.array([1e-12, 0, 2e-12]), 0.3), [2, 0, 1])


@level("edge cases")
def test_gives_no_indices_for_no_boxes(nms):
    """No boxes give no indices.

    Catches: crashes-without-boxes.
    """
    assert_indices(nms(np.zeros((0, 4)), np.zeros(0), 0.5), [])


@level("types")
def test_returns_an_array_of_integers(nms):
    """The result is a NumPy array of integers, also without boxes.

    Catches: empty-list-without-boxes, empty-floats-without-boxes, returns_a_list.py.
    """
    assert_index_array(nms(BOXES, SCORES, 0.5), KEPT)
    assert_index_array(nms(np.zeros((0, 4)), np.zeros(0), 0.5), [])


@level("edge cases")
def test_keeps_a_single_box(nms):
    """A single box is kept.

    Catches: squeezes-a-single-box.
    """
    assert_indices(nms(np.array([[3.0, 4, 5, 8]]), np.array([0.4]), 0.5), [0])


@level("precision")
def test_follows_the_same_rule_in_any_unit(nms):
    """Tiny boxes and boxes far from the origin: same rule.

    Catches: epsilon-in-the-union, boxes-in-float32.
    """
    # Powers of two and whole metres, so that scaling and shifting lose nothing in float64.
    degrees = BOXES / 2**20  # unions near 2e-9
    metres = BOXES / 2**4 + 5_000_000.0  # cars on a map: float32 has steps of half a metre there
    for boxes in (degrees, metres):
        assert_indices(nms(boxes, SCORES, 0.56), KEPT)


@level("basic")
def test_agrees_with_the_solution_on_random_boxes(nms, solution, rng):
    """Random boxes, left and right of the origin, with random thresholds.

    Catches: clips-coordinates-at-zero, plus-one-pixel.
    """
    for round_ in range(40):
        frame = (1.0, 100.0, 1000.0)[round_ % 3]
        shift = (0.0, -0.5, -0.5, -2.0)[round_ % 4] * frame
        boxes, scores, threshold = _draw(rng, n=2 + round_ // 4, frame=frame)
        boxes = boxes + shift
        assert_indices(nms(boxes, scores, threshold), solution.nms(boxes, scores, threshold))


@level("basic")
def test_leaves_its_inputs_as_they_were(nms, solution, rng):
    """Boxes and scores are the same after the call as before.

    Catches: negates-scores-in-place, shifts-boxes-in-place, sorts-boxes-in-place.
    """
    boxes, scores, threshold = _draw(rng, n=9, frame=100)
    boxes = boxes + 3  # no coordinate at 0, from where a shift to the origin would change nothing
    expected = solution.nms(boxes, scores, threshold)
    assert_indices(assert_inputs_unchanged(nms, boxes, scores, threshold), expected)


@level("basic")
def test_answers_a_second_call_afresh(nms):
    """A second call, alike in shape and threshold, gets its own answer.

    Catches: remembers_by_shape.py.
    """
    assert_indices(nms(BOXES[::-1] / 2**7, SCORES[::-1].copy(), 0.5), [3, 4, 5, 2])  # in fractions of an image
    assert_indices(nms(BOXES, SCORES, 0.5), KEPT)


@level("errors")
def test_refuses_boxes_of_another_shape(nms):
    """Boxes that are not of shape (N, 4) raise a ValueError naming boxes.

    Catches: accepts-boxes-of-any-shape, reshapes-boxes, accepts-a-flat-empty-array.
    """
    for shape, n in [((1, 3, 4), 1), ((1, 4, 4), 1), ((4,), 1), ((3, 5), 3), ((3, 2), 3), ((0,), 0)]:
        boxes = np.arange(float(np.prod(shape))).reshape(shape)
        assert_refuses(nms, boxes, np.linspace(0.9, 0.5, n), 0.5, naming="boxes")


@level("errors")
def test_refuses_scores_of_another_shape(nms):
    """Scores that are not of shape (N,) raise a ValueError naming scores.

    Catches: accepts-scores-of-any-shape, flattens-scores.
    """
    assert_refuses(nms, BOXES[:3], np.array([[0.9], [0.8], [0.7]]), 0.5, naming="scores")
    assert_refuses(nms, BOXES[:1], np.array([[0.9]]), 0.5, naming="scores")
    assert_refuses(nms, BOXES[:1], np.array(0.9), 0.5, naming="scores")


@level("errors")
def test_refuses_lengths_that_differ(nms):
    """As many scores as boxes, or a ValueError naming either.

    Catches: accepts-lengths-that-differ, cuts-to-the-shorter.
    """
    for boxes, scores in [(2, 3), (3, 2), (0, 1)]:
        assert_refuses(nms, BOXES[:boxes], SCORES[:scores], 0.5, naming=("boxes", "scores"))


@level("errors")
def test_refuses_a_threshold_outside_its_range(nms):
    """A threshold outside [0, 1] raises a ValueError naming iou_threshold.

    Catches: accepts-a-threshold-outside, clips-the-threshold.
    """
    for threshold in (-0.1, 1.1, np.inf):
        assert_refuses(nms, BOXES, SCORES, float(threshold), naming="iou_threshold")


@level("errors")
def test_refuses_a_nan_threshold(nms):
    """A threshold of NaN raises a ValueError naming iou_threshold.

    Catches: accepts-a-nan-threshold.
    """
    assert_refuses(nms, BOXES, SCORES, float("nan"), naming="iou_threshold")


@level("errors")
def test_refuses_nan_in_boxes(nms):
    """A NaN anywhere in boxes raises a ValueError naming boxes.

    Catches: accepts-nan-in-boxes, looks-for-nan-in-one-column.
    """
    for column in range(4):
        boxes = BOXES.copy()
        boxes[4, column] = np.nan
        assert_refuses(nms, boxes, SCORES, 0.5, naming="boxes")


@level("errors")
def test_refuses_nan_in_scores(nms):
    """A NaN anywhere in scores raises a ValueError naming scores.

    Catches: accepts-nan-in-scores.
    """
    for index in (0, 5):
        scores = SCORES.copy()
        scores[index] = np.nan
        assert_refuses(nms, BOXES, scores, 0.5, naming="scores")


@level("speed")
def test_is_fast_enough_for_two_thousand_boxes(nms, speed):
    """2,000 boxes take at most 25 times as long as the reference.

    Catches: pair_loops.py, one_pair_at_a_time.py.
    """
    speed.at_most(25, nms, _proposals, compare=assert_indices, sizes=(500, 1000, 2000), of="boxes")


@level("memory")
def test_needs_little_memory_for_twenty_thousand_boxes(nms, memory):
    """20,000 boxes take at most 100 MiB.

    Catches: full_matrix.py.
    """
    # A table of all pairs has 400 million places: 381 MiB of bools, 3 GiB of float64. The solution takes 5 MiB.
    memory.at_most(100, nms, lambda rng: _proposals(rng, 20_000, objects=40), compare=assert_indices)


def _draw(rng, n, frame, whole=False):
    """Return n boxes inside [0, frame], different scores, and a threshold that no IoU comes near.

    Boxes gather around a third as many centres, so that some overlap much, some a little and some not at all.
    `whole` rounds the coordinates to integers.
    """
    centres = rng.uniform(0.2, 0.8, (n // 3 + 1, 2))
    while True:
        middle = centres[rng.integers(len(centres), size=n)] + rng.normal(0, 0.05, (n, 2))
        half = rng.uniform(0.05, 0.15, (n, 2))
        boxes = frame * np.clip(np.hstack([middle - half, middle + half]), 0, 1)
        boxes = np.rint(boxes) if whole else boxes
        threshold = rng.uniform(0.05, 0.9)
        sides = boxes[:, 2:] - boxes[:, :2]
        if (sides > 0).all() and not _any_iou_near(boxes, threshold):
            return boxes, (rng.permutation(n) + rng.uniform(0.1, 0.9, n)) / n, float(threshold)


def legal(function, boxes, scores, iou_threshold):
    """Say whether a shrunk input is one that every right submission answers alike."""
    corners = np.asarray(boxes, dtype=np.float64)
    return bool((corners[:, 2:] > corners[:, :2]).all()) and not _any_iou_near(corners, iou_threshold)


def _any_iou_near(boxes, threshold):
    """Say whether some pair of boxes has an IoU within MARGIN of the threshold."""
    sides = np.minimum(boxes[:, None, 2:], boxes[:, 2:]) - np.maximum(boxes[:, None, :2], boxes[:, :2])
    overlap = np.maximum(sides, 0).prod(axis=2)
    area = (boxes[:, 2:] - boxes[:, :2]).prod(axis=1)
    iou = overlap / (area[:, None] + area - overlap)
    return bool((np.abs(iou - threshold) < MARGIN).any())


def _proposals(rng, n, objects=None):
    """Return n proposals around objects, n / 5 unless told, as a detector emits them; of 2,000 about 550 are kept.

    No threshold is redrawn here: of the pairs that are compared, ten thousand overlapping ones, in the crowd of 20,000
    a million, one would have to lie within 1e-15 of it.
    """
    objects = objects or n // 5
    size = rng.uniform(30, 200, (objects, 2))
    corner = rng.uniform(0, 1000, (objects, 2))
    which = rng.integers(objects, size=n)
    start = corner[which] + rng.normal(0, 0.1, (n, 2)) * size[which]
    end = start + size[which] * np.exp(rng.normal(0, 0.1, (n, 2)))
    return np.hstack([start, end]), rng.random(n), 0.5
