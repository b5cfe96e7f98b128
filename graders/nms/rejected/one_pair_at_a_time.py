# verdict: too slow
# Right answers from NumPy calls on one pair of boxes at a time, each box against those kept so far.
import numpy as np


def iou(a, b):
    sides = np.maximum(np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2]), 0)
    overlap = np.prod(sides)
    return overlap / (np.prod(a[2:] - a[:2]) + np.prod(b[2:] - b[:2]) - overlap)


def nms(boxes, scores, iou_threshold):
    boxes = np.asarray(boxes, dtype=float)
    scores = np.asarray(scores, dtype=float)
    if boxes.ndim != 2 or boxes.shape[1] != 4 or np.isnan(boxes).any():
        raise ValueError(f"boxes must be an (N, 4) array without NaN, not one of shape {boxes.shape}")
    if scores.shape != (boxes.shape[0],) or np.isnan(scores).any():
        raise ValueError(f"scores must be {boxes.shape[0]} numbers without NaN, one a row of boxes")
    if not 0 <= iou_threshold <= 1:
        raise ValueError(f"iou_threshold must lie in [0, 1], not be {iou_threshold}")
    kept = []
    for i in np.argsort(-scores, kind="stable"):
        if all(iou(boxes[i], boxes[j]) <= iou_threshold for j in kept):
            kept.append(i)
    return np.array(kept, dtype=np.int64)
