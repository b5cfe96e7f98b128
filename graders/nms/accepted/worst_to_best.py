# bonus: none
# Sorts from worst to best, pops from the end as published code does, and returns a view with a negative stride.
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
    y1, x1, y2, x2 = boxes.T  # y first: harmless, the IoU treats both axes alike
    area = (x2 - x1) * (y2 - y1)
    order = np.argsort(-scores, kind="stable")[::-1]
    pick = np.zeros(len(scores), dtype=np.int64)
    free = len(pick)
    while len(order) > 0:
        i, order = order[-1], order[:-1]
        free -= 1
        pick[free] = i
        w = np.maximum(0, np.minimum(x2[i], x2[order]) - np.maximum(x1[i], x1[order]))
        h = np.maximum(0, np.minimum(y2[i], y2[order]) - np.maximum(y1[i], y1[order]))
        overlap = w * h / (area[i] + area[order] - w * h)
        order = np.delete(order, np.where(overlap > iou_threshold)[0])
    return pick[free:][::-1]
