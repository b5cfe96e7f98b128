"""The checks of `soft_nms`: the standard ones, and what is special about it."""

import numpy as np

from shousi.grading import assert_all_close, assert_index_array, assert_precise, comparison, level, standard

# The worked example of the statement and of the stub.
BOXES = np.array([[0.0, 0, 10, 10], [0, 0, 10, 5], [20, 0, 30, 10], [0, 0, 10, 8]])
SCORES = np.array([0.9, 0.8, 0.7, 0.6])
EXAMPLE = {"boxes": BOXES, "scores": SCORES, "sigma": 0.5, "method": "gaussian", "iou_threshold": 0.3,
           "score_threshold": 0.001}  # fmt: skip
LOWERED = np.array([0.9, 0.7, 0.8 * np.exp(-0.25 / 0.5), 0.6 * np.exp(-(0.8**2 + 0.625**2) / 0.5)])

MARGIN = 1e-5  # float32 is off by 1e-6: no two scores, and no score or IoU and its threshold, are closer than this


@comparison
def close(got, expected):
    """Check the order of the boxes exactly, and their scores to 1e-4 of the largest one."""
    assert_all_close(got, expected, ("indices", "lowered scores"), rtol=1e-4)


def boxes_of(rng, n):
    """Return n boxes around a third as many centers, in pixels or in fractions, and their scores."""
    centers = rng.uniform(0.2, 0.8, (n // 3 + 1, 2))
    middle = centers[rng.integers(len(centers), size=n)] + rng.normal(0, 0.04, (n, 2))
    half = rng.uniform(0.06, 0.15, (n, 2))
    frame, shift = rng.choice([1.0, 100, 1000]), rng.choice([0.0, -0.5])
    return frame * (np.hstack([middle - half, middle + half]) + shift), rng.uniform(0.2, 1, n)


def draw(rng, method="gaussian"):
    """Return arguments on which every right answer takes the boxes in the same order."""
    while True:
        boxes, scores = boxes_of(rng, int(rng.integers(2, 12)))
        sigma, threshold = float(rng.choice([0.1, 0.5, 0.5, 1.0])), float(rng.choice([0.1, 0.3, 0.6]))
        args = boxes, scores, sigma, method, threshold, float(rng.choice([0.0, 0.001, 0.1, 0.15]))
        if legal(None, *args):
            return args


def legal(function, boxes, scores, sigma=0.5, method="gaussian", iou_threshold=0.3, score_threshold=0.001):
    """Say whether no order and no threshold is decided by less than MARGIN on these arguments."""
    corners, scores = np.asarray(boxes, dtype=float), np.asarray(scores, dtype=float)
    if corners.shape != (len(scores), 4) or not (corners[:, 2:] > corners[:, :2]).all() or not sigma > 0:
        return False
    iou = ious(corners)
    weights = np.exp(-(iou**2) / sigma) if method == "gaussian" else np.where(iou > iou_threshold, 1 - iou, 1.0)
    near = [np.abs(iou - iou_threshold).min(initial=1.0), np.abs(scores - score_threshold).min(initial=1.0)]
    left = scores >= score_threshold
    if not left.all():
        return False
    while left.any():
        ranked = np.sort(scores[left])
        near += [*np.abs(ranked[-2:-1] - ranked[-1]), *np.abs(ranked - score_threshold)]
        best = np.argmax(np.where(left, scores, -1.0))
        left[best] = False
        scores = scores * weights[best]
        left &= scores >= score_threshold - MARGIN
    return bool(min(near) > MARGIN)


def ious(boxes):
    """Return the IoU of every pair of boxes."""
    sides = np.minimum(boxes[:, None, 2:], boxes[:, 2:]) - np.maximum(boxes[:, None, :2], boxes[:, :2])
    overlap = np.maximum(sides, 0).prod(axis=2)
    area = (boxes[:, 2:] - boxes[:, :2]).prod(axis=1)
    return overlap / (area[:, None] + area - overlap)


def draw_many(rng, n=800):
    """Return boxes as a detector emits them around a fifth as many objects, all of which are taken in the end."""
    size = rng.uniform(30, 200, (n // 5, 2))
    corner, which = rng.uniform(0, 1000, (n // 5, 2)), rng.integers(n // 5, size=n)
    start = corner[which] + rng.normal(0, 0.2, (n, 2)) * size[which]
    end = start + size[which] * np.exp(rng.normal(0, 0.1, (n, 2)))
    return np.hstack([start, end]), rng.uniform(0.2, 1, n), 0.5, "gaussian", 0.3, 0.0


globals().update(
    standard(
        "soft_nms",
        example=(EXAMPLE, (np.array([0, 2, 1, 3]), LOWERED)),
        draw=draw,
        compare=close,
        rounds=40,
        refuses={
            "boxes": [np.ones((4, 5)), np.ones((4, 3)), np.ones(4), np.ones((4, 4, 2))],
            ("scores", "boxes"): [{"scores": np.ones(3)}, {"scores": np.ones((4, 1))}],
            "sigma": [0.0, -0.5],
            "method": ["Gauss", "hard"],
            "iou_threshold": [-0.1, 1.1],
        },
    )
)


@level("linear")
def test_agrees_on_the_linear_decay(soft_nms, solution, rng):
    """The linear decay: the worked example, thresholds of 0 and 1, and random boxes.

    Catches: linear-below-the-threshold, zero-means-default.
    """
    close(soft_nms(BOXES, SCORES, method="linear"), (np.array([0, 2, 1, 3]), np.array([0.9, 0.7, 0.4, 0.045])))
    close(soft_nms(BOXES, SCORES, 0.5, "linear", 1.0), (np.arange(4), SCORES))  # lowers none
    fifth = np.array([[0.0, 0, 10, 10], [0, 0, 10, 2]])
    close(soft_nms(fifth, SCORES[:2], 0.5, "linear", 0.0), (np.arange(2), np.array([0.9, 0.64])))
    for _ in range(40):
        args = draw(rng, "linear")
        close(soft_nms(*args), solution.soft_nms(*args))


@level("edge cases")
def test_takes_one_box_and_none(soft_nms):
    """A single box is taken with its own score; no boxes give two empty answers.

    Catches: needs-a-box.
    """
    for method in ("gaussian", "linear"):
        close(soft_nms(BOXES[:1], SCORES[:1], method=method), (np.array([0]), SCORES[:1]))
        close(soft_nms(np.zeros((0, 4)), np.zeros(0), method=method), (np.zeros(0, int), np.zeros(0)))


@level("edge cases")
def test_lowers_copies_of_one_box(soft_nms):
    """A copy of a better box loses all of its score in the linear way, not in the Gaussian way.

    Catches: skips-copies.
    """
    boxes, scores = BOXES[[0, 2, 0]], np.array([0.5, 0.9, 0.8])
    close(soft_nms(boxes, scores, method="linear"), (np.array([1, 2]), np.array([0.9, 0.8])))
    close(soft_nms(boxes, scores, 1.0), (np.array([1, 2, 0]), np.array([0.9, 0.8, 0.5 * np.exp(-1)])))
    scores = np.array([0.9, 0.8, 0.7, 0.6, 0.5])  # with sigma 0.5 the fourth falls to 0.0015, the fifth below 0.001
    close(soft_nms(BOXES[[0] * 5], scores), (np.arange(4), scores[:4] * np.exp(-2.0 * np.arange(4))))


@comparison
def precise(got, expected):
    """Check that the answer holds integers, and float64 numbers right to nine digits."""
    assert_index_array(got[0], expected[0])
    assert_precise(got[1], expected[1])


@level("precision")
def test_is_precise(soft_nms, solution, rng):
    """The answer holds integers and float64 numbers, right to nine digits, whatever dtype comes in.

    Catches: float32.
    """
    for dtype in (np.float64, np.uint8, np.float16):
        boxes = np.hstack([rng.integers(0, 50, (6, 2)), rng.integers(51, 100, (6, 2))]).astype(dtype)
        scores = ((1 + rng.permutation(6)) / 8).astype(np.float16 if dtype == np.float16 else np.float64)
        precise(soft_nms(boxes, scores), solution.soft_nms(boxes, scores))


@level("ties")
def test_takes_the_lower_index_first_among_equal_scores(soft_nms, solution, rng):
    """Of equal scores the lower index is taken first.

    Catches: ties-to-the-last-index.
    """
    for n in (2, 3, 6, 40):
        boxes = np.arange(n)[:, None] * 20.0 + np.array([0, 0, 10, 10])  # all apart
        scores = rng.integers(1, 4, n) / 4
        close(soft_nms(boxes, scores), solution.soft_nms(boxes, scores))


@comparison
def begins_alike(got, expected):
    """Check the number of boxes, and the first 50: behind them, float32 may rank nearly equal scores in another way."""
    close(tuple(part[:50] for part in got), tuple(part[:50] for part in expected))
    assert_all_close([len(part) for part in got], [len(part) for part in expected], ("indices", "scores"))


@level("speed")
def test_is_fast_enough(soft_nms, speed):
    """800 boxes take at most 10 times as long as the reference."""
    speed.at_most(10, soft_nms, draw_many, compare=begins_alike)
