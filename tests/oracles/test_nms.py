"""`nms` against OpenCV's, and against its definition written out with fractions."""

import numpy as np
import pytest
from test_iou import boxes, exactly


def drawn(rng):
    """Return boxes of integers, so that IoUs are exact fractions, with scores and a threshold that no IoU equals."""
    count = int(rng.integers(1, 12))
    return boxes(rng, count), rng.permutation(count) / count + 0.05, float(rng.choice([0.0513, 0.317, 0.523, 0.777]))


def test_nms_agrees_with_its_definition(solution_of):
    """A box is kept if no better kept box overlaps it by more than the threshold."""
    nms, rng = solution_of("nms").nms, np.random.default_rng(1)
    for _ in range(2000):
        every, scores, threshold = drawn(rng)
        kept = []
        for i in sorted(range(len(scores)), key=lambda i: -scores[i]):
            if all(exactly(every[i].tolist(), every[j].tolist())[0] <= threshold for j in kept):
                kept.append(i)
        assert nms(every, scores, threshold).tolist() == kept


def test_nms_agrees_with_opencv(solution_of):
    cv2, nms, rng = pytest.importorskip("cv2"), solution_of("nms").nms, np.random.default_rng(2)
    for _ in range(2000):
        every, scores, threshold = drawn(rng)
        corner_and_size = np.concatenate([every[:, :2], every[:, 2:] - every[:, :2]], axis=1).astype(float)
        kept = cv2.dnn.NMSBoxes(corner_and_size.tolist(), scores.tolist(), 0.0, threshold)
        assert nms(every, scores, threshold).tolist() == np.ravel(kept).tolist()
