"""The checks of `mean_average_precision`: the standard ones, and what is special about it."""

import numpy as np

from shousi.grading import Fast, assert_close, level, standard

# The worked examples of the statement and of the stub.
BOXES = np.array([[0.0, 0, 10, 9], [0, 0, 10, 8], [12, 0, 22, 10], [20, 0, 30, 8], [41, 0, 51, 10]])
SCORES = np.array([0.95, 0.9, 0.8, 0.7, 0.6])
TRUTHS = np.array([[0.0, 0, 10, 10], [20, 0, 30, 10], [40, 0, 50, 10], [60, 0, 70, 10]])
HITS = np.array([True, False, False, True, True])
DETECTIONS = np.array([[0, 3, 0.9, 0, 0, 10, 9], [1, 3, 0.8, 0, 0, 10, 9], [1, 5, 0.7, 0, 0, 10, 6]])
LABELED = np.array([[0.0, 3, 0, 0, 10, 10], [0, 3, 20, 0, 30, 10], [1, 5, 0, 0, 10, 10]])
MARGIN = 1e-4  # no IoU is nearer to the threshold, nor to another one of the same box above it: float32 decides alike


def draw_match(rng):
    """Return boxes around few truths that stand close together, so that several detections want the same one."""
    while True:
        corner = rng.uniform(0, rng.choice([12, 40]), (int(rng.integers(1, 5)), 2))
        truths = np.hstack([corner, corner + rng.uniform(6, 14, corner.shape)])
        near = truths[rng.integers(len(truths), size=rng.integers(1, 9))]
        boxes = near + rng.normal(0, 1.2, near.shape)
        scores = (rng.permutation(len(boxes)) + rng.uniform(0.1, 0.9, len(boxes))) / len(boxes)
        scale = rng.choice([0.01, 1])  # of boxes in fractions of the image, or in pixels
        args = scale * boxes, scores, scale * truths, float(rng.choice([0.3, 0.5, 0.5, 0.75]))
        if legal_boxes(*args):
            return args


def legal_boxes(boxes, scores, truths, iou_threshold=0.5):
    """Say whether every right answer agrees on these arguments."""
    boxes, truths = np.asarray(boxes, dtype=float), np.asarray(truths, dtype=float)
    if any(values.ndim != 2 or (values[:, 2:] <= values[:, :2]).any() for values in (boxes, truths)):
        return False
    sides = np.minimum(boxes[:, None, 2:], truths[:, 2:]) - np.maximum(boxes[:, None, :2], truths[:, :2])
    overlap = np.maximum(sides, 0).prod(axis=2)
    area, other = ((values[:, 2:] - values[:, :2]).prod(axis=1) for values in (boxes, truths))
    iou = np.sort(overlap / (area[:, None] + other - overlap), axis=1)
    is_equal = (np.diff(iou, axis=1) < MARGIN) & (iou[:, 1:] > 0)
    return not is_equal.any() and bool((np.abs(iou - iou_threshold) > MARGIN).all()) and len(set(scores)) == len(scores)


def legal(function, *args):
    """Say whether smaller arguments are ones that every right answer agrees on."""
    if len(args) == 4:
        return legal_boxes(*args)
    values = np.asarray(args[0])
    if values.ndim == 1:
        return len(set(values.tolist())) == len(values) and int(np.sum(args[1])) <= args[2]
    return False


def draw_scores(rng, n=None):
    """Return scores with hits among them, more at the top, and a count that is not reached."""
    n = n or int(rng.integers(1, 20))
    scores = (rng.permutation(n) + rng.uniform(0.1, 0.9, n)) / n
    hits = rng.random(n) < 0.2 + 0.6 * scores
    return scores, hits, int(hits.sum() + rng.integers(1, 4))


def draw_classes(rng):
    """Return detections and truths of three classes in three images, shuffled; the ranks of images mix."""
    detections, truths, threshold = [], [], float(rng.choice([0.3, 0.5, 0.75]))
    labels, images = rng.choice(50, 3, replace=False), rng.choice(50, 3, replace=False)
    for where in [(image, label) for label in labels for image in images]:
        boxes, _, wanted, _ = draw_match(rng)
        while not legal_boxes(boxes, np.arange(len(boxes)), wanted, threshold):
            boxes, _, wanted, _ = draw_match(rng)
        detections += [(*where, 0.0, *box) for box in boxes]
        truths += [(*where, *box) for box in wanted]
    found = np.array(detections)
    found[:, 2] = (rng.permutation(len(found)) + 1) / (len(found) + 1)
    return rng.permutation(found), rng.permutation(np.array(truths)), threshold


globals().update(
    standard(
        "match",
        example=({"boxes": BOXES, "scores": SCORES, "truths": TRUTHS, "iou_threshold": 0.5}, HITS),
        draw=draw_match,
        basic="match",
        rounds=60,
    )
    | standard(
        "average_precision",
        example=({"scores": SCORES, "hits": HITS, "count": 4}, np.array(0.55)),
        draw=draw_scores,
        basic="average precision",
        rounds=40,
        # Sorting and summing in plain Python takes some 28 times as long; a loop over the thresholds 1,500 times.
        speed=Fast(70, "200,000 scores", draw_scores, sizes=(2_000, 20_000, 200_000), of="scores"),
    )
    | standard(
        "mean_average_precision",
        example=({"detections": DETECTIONS, "truths": LABELED, "iou_threshold": 0.5}, np.array(0.75)),
        draw=draw_classes,
        basic="mean",
        rounds=10,
    )
)


@level("edge cases")
def test_finds_nothing_where_nothing_was_detected(match, average_precision):
    """match and average_precision: without detections there are no hits, and the precision is 0.

    Catches: needs-a-detection.
    """
    assert_close(match(BOXES, SCORES, TRUTHS), HITS)
    assert_close(match(np.zeros((0, 4)), np.zeros(0), TRUTHS), np.zeros(0, bool))
    assert_close(average_precision(np.zeros(0), np.zeros(0, bool), 3), np.array(0.0), atol=1e-6)


@level("edge cases")
def test_counts_a_class_without_detections_as_zero(mean_average_precision):
    """mean_average_precision: a class without detections counts as 0.

    Catches: skips-classes-without-detections.
    """
    assert_close(mean_average_precision(DETECTIONS, LABELED[::-1]), np.array(0.75))
    assert_close(mean_average_precision(DETECTIONS[:2], LABELED), np.array(0.25))


@level("edge cases")
def test_leaves_out_a_class_without_truths(mean_average_precision):
    """mean_average_precision: detections of a class without truths play no part.

    Catches: counts-classes-without-truths.
    """
    assert_close(mean_average_precision(DETECTIONS, LABELED[:2]), np.array(0.5))
    apart = DETECTIONS + np.array([0, 0, 0, 50, 50, 50, 50])
    assert_close(mean_average_precision(apart, LABELED[:2]), np.array(0.0), atol=1e-6)
