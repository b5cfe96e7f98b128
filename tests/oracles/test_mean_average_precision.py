"""`mean_average_precision` against the rule written out: single boxes for the hits, sums over recalls for the area."""

from fractions import Fraction

import numpy as np


def iou(a, b):
    """Return the IoU of two boxes."""
    width, height = (min(a[i + 2], b[i + 2]) - max(a[i], b[i]) for i in (0, 1))
    overlap = max(width, 0) * max(height, 0)
    return overlap / (sum((c[2] - c[0]) * (c[3] - c[1]) for c in (a, b)) - overlap)


def hits_by_the_rule(detections, truths, threshold):
    """Return, of the detections of one class by falling score, which are hits; images are the first column."""
    taken, hits = set(), []
    for image, _, _, *box in detections:
        pairs = [(iou(box, truth[2:]), k) for k, truth in enumerate(truths) if truth[0] == image]
        best, k = max(pairs, default=(0, None))
        hits.append(best >= threshold and k not in taken)
        taken |= {k} if hits[-1] else set()
    return hits


def area_by_the_rule(hits, count):
    """Return the sum over the truths k of the best precision with a recall of at least k / count, exactly."""
    points = [(sum(hits[: n + 1]), Fraction(sum(hits[: n + 1]), n + 1)) for n in range(len(hits))]
    best = [max((p for found, p in points if found >= k), default=Fraction(0)) for k in range(1, count + 1)]
    return float(sum(best) / count)


def test_the_solution_agrees_with_the_rule(solution_of):
    """1,000 random sets of images with three classes."""
    module, rng = solution_of("mean_average_precision"), np.random.default_rng(1)
    for _ in range(2000):
        corner = rng.uniform(0, 6, (rng.integers(1, 12), 2))
        boxes = np.hstack([corner, corner + rng.uniform(3, 9, corner.shape)])
        truths = np.hstack([rng.integers(0, 3, (len(boxes), 2)), boxes])
        found = truths[rng.integers(len(truths), size=rng.integers(0, 15))]
        boxes = found[:, 2:] + rng.normal(0, 0.6, (len(found), 4))
        detections = np.hstack([found[:, :1], rng.integers(0, 4, (len(found), 1)), rng.random((len(found), 1)), boxes])
        threshold, areas = float(rng.uniform(0.2, 0.9)), []
        for label in set(truths[:, 1]):
            mine = sorted(detections[detections[:, 1] == label].tolist(), key=lambda row: -row[2])
            wanted = truths[truths[:, 1] == label].tolist()
            areas.append(area_by_the_rule(hits_by_the_rule(mine, wanted, threshold), len(wanted)))
        got = module.mean_average_precision(detections, truths, threshold)
        np.testing.assert_allclose(got, np.mean(areas), atol=1e-12)
