"""The checks of `nms`: the standard ones, and what is special about it."""

import numpy as np

from shousi.grading import Fast, Lean, assert_index_array, assert_indices, level, standard

# The worked example of the statement, of the stub and of the picture.
BOXES = np.array([
    [26.0, 18, 66, 58], [80, 20, 120, 60], [10, 10, 50, 50], [80, 20, 100, 60], [18, 14, 58, 54], [84, 24, 124, 64],
])  # fmt: skip
SCORES = np.array([0.6, 0.7, 0.9, 0.5, 0.8, 0.65])
KEPT = [2, 1, 0, 3]
SHAPES = [((1, 3, 4), 1), ((1, 4, 4), 1), ((4,), 1), ((3, 5), 3), ((3, 2), 3), ((0,), 0)]
REFUSED = {
    "boxes": [
        *({"boxes": np.arange(float(np.prod(s))).reshape(s), "scores": np.linspace(0.9, 0.5, n)} for s, n in SHAPES),
        *(np.where(np.arange(24).reshape(6, 4) == 16 + column, np.nan, BOXES) for column in range(4)),
    ],
    "scores": [
        {"boxes": BOXES[:3], "scores": np.array([[0.9], [0.8], [0.7]])},
        {"boxes": BOXES[:1], "scores": np.array([[0.9]])},
        {"boxes": BOXES[:1], "scores": np.array(0.9)},
        *({"scores": np.where(np.arange(6) == index, np.nan, SCORES)} for index in (0, 5)),
    ],
    ("boxes", "scores"): [{"boxes": BOXES[:n], "scores": SCORES[:m]} for n, m in ((2, 3), (3, 2), (0, 1))],
    "iou_threshold": [{"iou_threshold": threshold} for threshold in (-0.1, 1.1, float("inf"), float("nan"))],
}

# Equally right formulas for the IoU round differently in the last digit, and so does inter > t * union. No pair of a
# random draw may therefore lie closer to the threshold than this. It also covers float32 arithmetic on float32 boxes of
# the sizes drawn here (relative error below 1e-6).
MARGIN = 1e-5
# Up to which whole numbers are drawn. An area of 2,000 by 2,000 does not fit into int16, nor into float16.
LARGEST = {
    np.uint8: 255, np.int16: 2_000, np.uint16: 60_000, np.int32: 100_000, np.int64: 100_000, np.float16: 2_000,
    np.float32: 2_000,
}  # fmt: skip
LOWEST = {np.uint8: 0, np.int8: -128, np.uint16: 0, np.int64: -1_000, np.float16: -128, np.float32: -128}


def draw_in(rng, n, frame, *, whole=False):
    """Return n boxes inside [0, frame], different scores, and a threshold that no IoU comes near.

    Boxes gather around a third as many centers, so that some overlap much, some a little and some not at all.
    `whole` rounds the coordinates to integers.
    """
    centers = rng.uniform(0.2, 0.8, (n // 3 + 1, 2))
    while True:
        middle = centers[rng.integers(len(centers), size=n)] + rng.normal(0, 0.05, (n, 2))
        half = rng.uniform(0.05, 0.15, (n, 2))
        boxes = frame * np.clip(np.hstack([middle - half, middle + half]), 0, 1)
        boxes = np.rint(boxes) if whole else boxes
        threshold = rng.uniform(0.05, 0.9)
        sides = boxes[:, 2:] - boxes[:, :2]
        if (sides > 0).all() and not _any_iou_near(boxes, threshold):
            return boxes, (rng.permutation(n) + rng.uniform(0.1, 0.9, n)) / n, float(threshold)


def draw(rng):
    """Return boxes in pixels or in fractions of the image, left and right of the origin, with scores and threshold."""
    frame, shift = rng.choice([1.0, 100.0, 1000.0]), rng.choice([0.0, -0.5, -0.5, -2.0])
    boxes, scores, threshold = draw_in(rng, int(rng.integers(2, 12)), frame)
    return boxes + shift * frame, scores, threshold


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


def proposals(rng, n, objects=None):
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


globals().update(
    standard(
        "nms",
        example=({"boxes": BOXES, "scores": SCORES, "iou_threshold": 0.5}, KEPT),
        draw=draw,
        compare=assert_indices,
        rounds=40,
        refuses=REFUSED,
        speed=Fast(25, "2,000 boxes", proposals, sizes=(500, 1000, 2000), of="boxes"),
        # A table of all pairs has 400 million places: 381 MiB of bools, 3 GiB of float64. The solution takes 5 MiB.
        memory=Lean(100, "20,000 boxes", lambda rng: proposals(rng, 20_000, objects=40)),
    )
)


@level("basic")
def test_keeps_three_hundred_boxes_that_lie_apart(nms, rng):
    """All of 300 boxes that lie apart are kept, best score first.

    Catches: keeps-200-at-most.
    """
    corners = 20.0 * np.stack(np.divmod(np.arange(300), 20), axis=1)
    scores = (rng.permutation(300) + 1) / 301
    assert_indices(nms(np.hstack([corners, corners + 10]), scores, 0.3), np.argsort(-scores))


@level("basic")
def test_answers_a_second_call_afresh(nms):
    """A second call, alike in shape and threshold, gets its own answer.

    Catches: remembers_by_shape.py.
    """
    assert_indices(nms(BOXES[::-1] / 2**7, SCORES[::-1].copy(), 0.5), [3, 4, 5, 2])  # in fractions of an image
    assert_indices(nms(BOXES, SCORES, 0.5), KEPT)


@level("edge cases")
def test_keeps_a_box_exactly_at_the_threshold(nms):
    """A box whose IoU equals the threshold is kept.

    Catches: zero-threshold-means-default.
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


@level("edge cases")
def test_gives_no_indices_for_no_boxes(nms):
    """No boxes give no indices.

    Catches: crashes-without-boxes.
    """
    assert_indices(nms(np.zeros((0, 4)), np.zeros(0), 0.5), [])


@level("edge cases")
def test_keeps_a_single_box(nms):
    """A single box is kept.

    Catches: squeezes-a-single-box.
    """
    assert_indices(nms(np.array([[3.0, 4, 5, 8]]), np.array([0.4]), 0.5), [0])


@level("ties")
def test_ranks_the_lower_index_first_among_equal_scores(nms, solution, rng):
    """Of equal scores the lower index counts as better.

    Catches: ties-to-the-last-index.
    """
    # Sorting routines often happen to be stable on a few elements and are not on a hundred.
    for n in [3, 2, 3, 4, 5, 6, 8, 12, 60, 90, 120]:
        boxes, _, threshold = draw_in(rng, n=n, frame=100)
        scores = rng.integers(1, 4, n) / 4
        if n <= 3:
            scores[:] = scores[0]
        assert_indices(nms(boxes, scores, threshold), solution.nms(boxes, scores, threshold))


@level("types")
def test_returns_an_array_of_integers(nms):
    """The result is a NumPy array of integers, also without boxes.

    Catches: returns-a-list.
    """
    assert_index_array(nms(BOXES, SCORES, 0.5), KEPT)
    assert_index_array(nms(np.zeros((0, 4)), np.zeros(0), 0.5), [])


@level("precision")
def test_accepts_boxes_of_any_real_dtype(nms, solution, rng):
    """Boxes of integers and of short floats do not overflow.

    Catches: keeps-the-dtype-of-boxes.
    """
    for dtype, frame in LARGEST.items():
        for _ in range(4):
            boxes, scores, threshold = draw_in(rng, n=10, frame=frame, whole=True)
            boxes = boxes.astype(dtype)
            assert_indices(nms(boxes, scores, threshold), solution.nms(boxes, scores, threshold))


@level("precision")
def test_accepts_scores_of_any_real_dtype(nms, solution, rng):
    """Scores may be integers, unsigned ones too, or first differ in the twelfth digit.

    Catches: negates-scores-in-their-own-dtype.
    """
    for dtype, low in LOWEST.items():
        for _ in range(4):
            boxes, _, threshold = draw_in(rng, n=7, frame=100)
            above = 1 + rng.permutation(200)[: len(boxes) - 1]
            scores = (low + rng.permutation([0, *above])).astype(dtype)  # the lowest value of all is always among them
            assert_indices(nms(boxes, scores, threshold), solution.nms(boxes, scores, threshold))
    apart = np.array([[0.0, 0, 2, 2], [5, 0, 7, 2], [10, 0, 12, 2]])
    assert_indices(nms(apart, 0.9 + np.array([1e-12, 0, 2e-12]), 0.3), [2, 0, 1])


@level("precision")
def test_follows_the_same_rule_in_any_unit(nms):
    """Tiny boxes and boxes far from the origin: same rule.

    Catches: epsilon-in-the-union.
    """
    # Powers of two and whole meters, so that scaling and shifting lose nothing in float64.
    degrees = BOXES / 2**20  # unions near 2e-9
    meters = BOXES / 2**4 + 5_000_000.0  # cars on a map: float32 has steps of half a meter there
    for boxes in (degrees, meters):
        assert_indices(nms(boxes, SCORES, 0.56), KEPT)
