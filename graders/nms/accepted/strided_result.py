# bonus: none
# Returns every second element of a longer array: a view that is not contiguous, of int16.
import numpy as np


def nms(boxes, scores, iou_threshold):
    boxes = np.asarray(boxes, dtype=float)
    scores = np.asarray(scores, dtype=float)
    if boxes.ndim != 2 or boxes.shape[1] != 4 or np.isnan(boxes).any():
        raise ValueError(f"boxes must be an (N, 4) array without NaN, not one of shape {boxes.shape}")
    if scores.shape != (boxes.shape[0],) or np.isnan(scores).any():
        raise ValueError(f"scores must be {boxes.shape[0]} numbers without NaN, one a row of boxes")
    if not 0 <= iou_threshold <= 1:
        raise ValueError(f"iou_threshold must lie in [0, 1], not be {iou_threshold}")
    x1, y1, x2, y2 = np.split(boxes, 4, axis=1)
    areas = np.multiply(x2 - x1, y2 - y1)
    order = np.flip(np.argsort(scores[::-1], kind="stable"))
    order = len(scores) - 1 - order
    pairs = np.full((max(len(order), 1), 2), -1, dtype=np.int16)
    count = 0
    while order.size:
        pairs[count, 0] = order[0]
        i, rest = order[0], order[1:]
        count += 1
        w = np.minimum(x2[i], x2[rest]) - np.maximum(x1[i], x1[rest])
        h = np.minimum(y2[i], y2[rest]) - np.maximum(y1[i], y1[rest])
        inter = (w * (w > 0)) * (h * (h > 0))
        overlap = inter / (areas[i] + areas[rest] - inter)
        order = np.compress(overlap.ravel() <= iou_threshold, rest)
    return pairs[:count, 0]
