"""`soft_nms` against the pseudocode of the paper, written out with loops over single boxes."""

import math

import numpy as np


def iou(a, b):
    """Return the IoU of two boxes."""
    width, height = (min(a[i + 2], b[i + 2]) - max(a[i], b[i]) for i in (0, 1))
    overlap = max(width, 0) * max(height, 0)
    return overlap / (sum((c[2] - c[0]) * (c[3] - c[1]) for c in (a, b)) - overlap)


def by_the_paper(boxes, scores, sigma, method, iou_threshold, score_threshold):
    """Return the indices in the order in which they are taken, and their scores."""
    pool, kept = {i: (boxes[i], scores[i]) for i in range(len(boxes))}, []
    while pool:
        best = max(pool, key=lambda i: pool[i][1])
        box, score = pool.pop(best)
        kept.append((best, score))
        for i, (other, value) in list(pool.items()):
            overlap = iou(box, other)
            linear = 1 - overlap if overlap > iou_threshold else 1
            lower = value * (math.exp(-overlap * overlap / sigma) if method == "gaussian" else linear)
            pool[i] = (other, lower)
            if lower < score_threshold:
                del pool[i]
    return kept


def test_the_solution_agrees_with_the_paper(solution_of):
    """2,000 random lists of boxes with random options."""
    soft_nms, rng = solution_of("soft_nms").soft_nms, np.random.default_rng(1)
    for round_ in range(2000):
        n = int(rng.integers(0, 9))
        corner = rng.uniform(-1, 1, (n, 2))
        boxes, scores = np.hstack([corner, corner + rng.uniform(0.5, 2, (n, 2))]), rng.uniform(0.2, 1, n)
        options = float(rng.uniform(0.1, 1)), ("gaussian", "linear")[round_ % 2], float(rng.uniform(0, 1))
        threshold = float(rng.choice([0, 0.001, 0.1, 0.2]))
        expected = by_the_paper(boxes.tolist(), scores.tolist(), *options, threshold)
        indices, lowered = soft_nms(boxes, scores, *options, threshold)
        assert indices.tolist() == [i for i, _ in expected]
        np.testing.assert_allclose(lowered, [score for _, score in expected], rtol=1e-9)
